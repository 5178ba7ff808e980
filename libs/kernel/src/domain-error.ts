/**
 * How a rule was broken, or that nothing may be decided now; each kind is one HTTP status: 404, 409, 412, 422, 403,
 * 503, and 429, of which the fact `retryAfter` says in how many seconds.
 */
export type DomainErrorKind = 'not-found' | 'conflict' | 'stale' | 'invalid' | 'forbidden' | 'unavailable' | 'too-many';

/**
 * A refusal that the caller can understand.
 * `code` names it for machines and for the translated texts (`complaint.already-closed`), `message` is for logs,
 * `facts` are shown to the caller and must hold no identity and no typed text.
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
