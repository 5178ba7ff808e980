import type { ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest } from '@tuntas/kernel';
import type { RoutingRules } from '../domain/index.js';

/** Who asks for an act over HTTP. */
export type HttpActRequest = ActRequest & { readonly retry: IdempotentRequest };

/** The rules in force. */
export abstract class Rules {
  abstract inForce(): Promise<RoutingRules>;
}

/** Sees that codes exist, each where a request names it. @throws DomainError invalid `reference.unknown` */
export abstract class CityCodes {
  abstract demandKnown(codes: { readonly office?: string; readonly category?: string | null }): Promise<void>;
}
