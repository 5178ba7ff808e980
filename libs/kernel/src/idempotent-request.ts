/** Identifies a retry: the same client sends the same key with the same method and path. */
export interface IdempotentRequest {
  readonly client: string;
  readonly method: string;
  readonly path: string;
  /** The Idempotency-Key; null: the request is never a retry. */
  readonly key: string | null;
  /** The canonical body (RFC 8785). A request with the same key and another body is refused. */
  readonly body: string;
}

/** A stored response for retries; `body` is byte-exact. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The result of a request, to be sent and stored; default status 200. */
export interface HttpResult {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}
/** The response to send, and whether it is a replay of a stored one. */
export interface HttpResponse extends StoredResponse {
  readonly replayed: boolean;
}
