import type { ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest } from '@tuntas/kernel';

/** Who asks for an act over HTTP. */
export type HttpActRequest = ActRequest & { readonly retry: IdempotentRequest };

/** Sees that an office exists. @throws DomainError invalid `reference.unknown` that points at it */
export abstract class OfficeDirectory {
  abstract demandKnown(office: string, pointer: string): Promise<void>;
}
