import { createHmac } from 'node:crypto';
import { checkKeys, derived, seal, unseal, type Database, type Key, type KeyRing } from '@tuntas/database';
import {
  DomainError,
  type StoredResponse,
  type HttpResult,
  type IdempotentRequest,
  type HttpResponse,
} from '@tuntas/kernel';

const lockNotAvailable = '55P03';

/**
 * Identifies a retry under one key. Clients put names and numbers into idempotency keys and bodies, so only their HMACs
 * are stored.
 */
interface Fingerprint {
  readonly keyId: string;
  readonly key: string;
  readonly body: Buffer;
}
interface ResponseRow {
  readonly key: string;
  readonly print: Buffer;
  readonly answer: Buffer;
  readonly key_id: string | null;
}

/** The sealing key and the fingerprint key derived from one key of the ring. */
class ResponseKey {
  private readonly sealing: Buffer;
  private readonly fingerprints: Buffer;

  constructor(
    readonly id: string,
    bytes: Buffer,
  ) {
    this.sealing = derived(bytes, 'answers');
    this.fingerprints = derived(bytes, 'prints');
  }

  fingerprint(key: string, body: string): Fingerprint {
    return { keyId: this.id, key: this.hmac(`key ${key}`).toString('hex'), body: this.hmac(body) };
  }

  seal(response: StoredResponse, binding: string): Buffer {
    return seal(this.sealing, Buffer.from(JSON.stringify(response), 'utf8'), binding);
  }

  /** Rows without a key id were written before responses were bound to their rows. */
  unseal({ answer, key_id: keyId }: ResponseRow, binding: string): StoredResponse {
    return JSON.parse(unseal(this.sealing, answer, keyId === null ? '' : binding).toString('utf8')) as StoredResponse;
  }

  private hmac(text: string): Buffer {
    return createHmac('sha256', this.fingerprints).update(text).digest();
  }
}

/**
 * Stores responses for idempotent retries. Responses are encrypted, since they contain texts. Each role reads only its
 * own responses. A response with an identity must not be stored: its endpoint passes no idempotency key.
 */
export class StoredResponses {
  private readonly keys: readonly ResponseKey[];

  /** @param ring keys of this role; a response sealed with an older key is found while the ring contains that key */
  constructor(
    private readonly database: Database,
    ring: KeyRing,
  ) {
    this.keys = ring.all.map(({ id, bytes }: Key) => new ResponseKey(id, bytes));
  }

  /** @throws Error with one sentence if a key of the stored responses is missing */
  static async open(database: Database, ring: KeyRing): Promise<StoredResponses> {
    await checkKeys(database, 'answers', ring, {
      unboundKey: async () => null,
      isKeyUsed: async keyId =>
        (
          await database.sql('SELECT FROM eventlog.kept_answers WHERE role = current_user AND key_id = $1 LIMIT 1', [
            keyId,
          ])
        ).length > 0,
    });
    return new StoredResponses(database, ring);
  }

  /**
   * Processes the request in the ambient transaction, once per idempotency key. A retry gets the stored response. A
   * concurrent duplicate waits for the first request.
   * @throws DomainError invalid `idempotency.other-body` if the key was used with another body, conflict
   *   `idempotency.still-running` if the first request takes longer than the role's lock timeout
   */
  async once(request: IdempotentRequest, work: () => Promise<HttpResult>): Promise<HttpResponse> {
    const fingerprints = request.key === null ? [] : this.keys.map(key => key.fingerprint(request.key!, request.body));
    const stored = fingerprints.length === 0 ? null : await this.claim(request, fingerprints);
    if (stored) return { ...stored, replayed: true };
    const { status = 200, headers = {}, body } = await work();
    const response: StoredResponse = { status, headers, body: JSON.stringify(body) };
    if (fingerprints.length > 0) await this.store(request, fingerprints[0]!, response);
    return { ...response, replayed: false };
  }

  /** @returns the stored response; null if the request is new */
  private async claim(
    request: IdempotentRequest,
    fingerprints: readonly Fingerprint[],
  ): Promise<StoredResponse | null> {
    if (await this.insertClaim(request, fingerprints)) return null;
    const [row] = await this.database.sql<ResponseRow>(
      `SELECT key, print, answer, key_id FROM eventlog.kept_answers
       WHERE role = current_user AND client = $1 AND method = $2 AND path = $3 AND key = ANY($4)`,
      [request.client, request.method, request.path, fingerprints.map(({ key }) => key)],
    );
    const index = fingerprints.findIndex(({ key }) => key === row!.key);
    if (!row!.print.equals(fingerprints[index]!.body))
      throw new DomainError('invalid', 'idempotency.other-body', 'The key was used with another body.');
    return this.keys[index]!.unseal(row!, bindingOf(request, row!.key));
  }

  private async store(request: IdempotentRequest, { key }: Fingerprint, response: StoredResponse): Promise<void> {
    await this.database.run(
      `UPDATE eventlog.kept_answers SET answer = $5
       WHERE role = current_user AND client = $1 AND method = $2 AND path = $3 AND key = $4`,
      [request.client, request.method, request.path, key, this.keys[0]!.seal(response, bindingOf(request, key))],
    );
  }

  private async insertClaim(request: IdempotentRequest, [now, ...older]: readonly Fingerprint[]): Promise<boolean> {
    try {
      return (
        (await this.database.run(
          `INSERT INTO eventlog.kept_answers (client, method, path, key, print, key_id, answer)
           SELECT $1, $2, $3, $4, $5, $6, ''
           WHERE NOT EXISTS (
             SELECT FROM eventlog.kept_answers
             WHERE role = current_user AND client = $1 AND method = $2 AND path = $3 AND key = ANY($7))
           ON CONFLICT DO NOTHING`,
          [request.client, request.method, request.path, now!.key, now!.body, now!.keyId, older.map(({ key }) => key)],
        )) === 1
      );
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      throw new DomainError(
        'conflict',
        'idempotency.still-running',
        'The first request with this key is still being processed.',
      );
    }
  }
}

/** The additional authenticated data that binds a sealed response to its row. */
const bindingOf = ({ client, method, path }: IdempotentRequest, key: string): string =>
  `answer ${JSON.stringify([client, method, path, key])}`;
