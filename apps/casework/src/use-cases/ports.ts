import type { ActRequest } from '@tuntas/complaint';
import type { IdempotentRequest } from '@tuntas/kernel';

/** Request for an act over HTTP, with its idempotency key. */
export type HttpActRequest = ActRequest & { readonly retry: IdempotentRequest };

/** Validates office codes. */
export abstract class OfficeDirectory {
  /**
   * @param pointer JSON pointer to the code in the request
   * @throws DomainError invalid `reference.unknown` with this pointer
   */
  abstract requireKnown(office: string, pointer: string): Promise<void>;
}
