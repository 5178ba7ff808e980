/** The result of a pure decision: the new state and the domain events in order. No events: nothing changed. */
export interface Decision<State, Event> {
  readonly state: State;
  readonly events: readonly Event[];
}

/**
 * The kind of a refusal. Each kind maps to one HTTP status: 404, 409, 412, 422, 403, 503 and 429. For 429 the fact
 * `retryAfter` is the wait in seconds.
 */
export type DomainErrorKind = 'not-found' | 'conflict' | 'stale' | 'invalid' | 'forbidden' | 'unavailable' | 'too-many';

/**
 * A refusal that is reported to the caller.
 * `code` identifies it for clients and for the translated texts (`complaint.already-closed`), `message` is for logs,
 * `facts` are returned to the caller and must contain no identity and no text typed by a person.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: DomainErrorKind,
    readonly code: string,
    message: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
