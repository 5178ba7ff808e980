/** What makes a request the repetition of another: the same client sends the same key to the same place. */
export interface IdempotentRequest {
  readonly client: string;
  readonly method: string;
  readonly path: string;
  /** The Idempotency-Key; null: the request is never a repetition. */
  readonly key: string | null;
  /** The body in one spelling (RFC 8785), which tells a repetition from a mistake. */
  readonly body: string;
}

/** An answer as it is given again; `body` is exact. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer to be given and kept; 200 where nothing else is said. */
export interface HttpResult {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
/** What is sent: the exact bytes, and whether they are a repetition. */
export interface HttpResponse extends StoredResponse {
  readonly replayed: boolean;
}
