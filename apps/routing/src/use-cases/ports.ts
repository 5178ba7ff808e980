import type { ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest } from '@tuntas/kernel';
import type { RoutingRules } from '../domain/index.js';

/** Request for an act over HTTP, with its idempotency key. */
export type HttpActRequest = ActRequest & { readonly retry: IdempotentRequest };

/** Source of the routing rules. */
export abstract class Rules {
  /** Returns the rules that are in force. */
  abstract inForce(): Promise<RoutingRules>;
}

/** Validates codes of the reference data. */
export abstract class CityCodes {
  /** @throws DomainError invalid `reference.unknown`, with a pointer to the unknown code in the request */
  abstract requireKnown(codes: { readonly office?: string; readonly category?: string | null }): Promise<void>;
}
