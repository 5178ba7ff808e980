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
 * What a retry is known by under one key: clients put names and numbers into keys and bodies, so what is stored is an
 * HMAC of each.
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

/** The two keys of one key of the ring, and how it fingerprints. */
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

  seal(answer: StoredResponse, place: string): Buffer {
    return seal(this.sealing, Buffer.from(JSON.stringify(answer), 'utf8'), place);
  }

  /** Rows that name no key are of the time before answers were bound to their rows. */
  unseal({ answer, key_id: keyId }: ResponseRow, place: string): StoredResponse {
    return JSON.parse(unseal(this.sealing, answer, keyId === null ? '' : place).toString('utf8')) as StoredResponse;
  }

  private hmac(text: string): Buffer {
    return createHmac('sha256', this.fingerprints).update(text).digest();
  }
}

/**
 * Answers kept for retries, encrypted since they hold texts; each role sees its own alone. What bears an identity is
 * not for here: whoever answers with one gives no key.
 */
export class StoredResponses {
  private readonly keys: readonly ResponseKey[];

  /** @param ring keys of this role; answers that were kept under an older one are found as long as it is in the ring */
  constructor(
    private readonly database: Database,
    ring: KeyRing,
  ) {
    this.keys = ring.all.map(({ id, bytes }: Key) => new ResponseKey(id, bytes));
  }

  /** @throws Error with one sentence where the keys are not those of the answers that are still kept */
  static async open(database: Database, ring: KeyRing): Promise<StoredResponses> {
    await checkKeys(database, 'answers', ring, {
      unboundKey: async () => null,
      rests: async keyId =>
        (
          await database.sql('SELECT FROM eventlog.kept_answers WHERE role = current_user AND key_id = $1 LIMIT 1', [
            keyId,
          ])
        ).length > 0,
    });
    return new StoredResponses(database, ring);
  }

  /**
   * Works off the request in the ambient transaction, so that a retry has one effect: its repetitions get the answer
   * that was kept, and a parallel copy waits for the first.
   * @throws DomainError invalid `idempotency.other-body` when the key came with another body, conflict
   *   `idempotency.still-running` when the first copy takes longer than the role's lock timeout
   */
  async once(request: IdempotentRequest, work: () => Promise<HttpResult>): Promise<HttpResponse> {
    const fingerprints = request.key === null ? [] : this.keys.map(key => key.fingerprint(request.key!, request.body));
    const before = fingerprints.length === 0 ? null : await this.claim(request, fingerprints);
    if (before) return { ...before, replayed: true };
    const { status = 200, headers = {}, body } = await work();
    const answer: StoredResponse = { status, headers, body: JSON.stringify(body) };
    if (fingerprints.length > 0) await this.keep(request, fingerprints[0]!, answer);
    return { ...answer, replayed: false };
  }

  /** @returns the answer that was given before, or null: the request is new */
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
    const by = fingerprints.findIndex(({ key }) => key === row!.key);
    if (!row!.print.equals(fingerprints[by]!.body))
      throw new DomainError('invalid', 'idempotency.other-body', 'The key was used with another body.');
    return this.keys[by]!.unseal(row!, placeOf(request, row!.key));
  }

  private async keep(request: IdempotentRequest, { key }: Fingerprint, answer: StoredResponse): Promise<void> {
    await this.database.run(
      `UPDATE eventlog.kept_answers SET answer = $5 WHERE role = current_user AND client = $1 AND method = $2 AND path = $3 AND key = $4`,
      [request.client, request.method, request.path, key, this.keys[0]!.seal(answer, placeOf(request, key))],
    );
  }

  private async insertClaim(request: IdempotentRequest, [now, ...older]: readonly Fingerprint[]): Promise<boolean> {
    try {
      return (
        (await this.database.run(
          `INSERT INTO eventlog.kept_answers (client, method, path, key, print, key_id, answer) SELECT $1, $2, $3, $4, $5, $6, ''
         WHERE NOT EXISTS (SELECT FROM eventlog.kept_answers WHERE role = current_user AND client = $1 AND method = $2 AND path = $3 AND key = ANY($7))
         ON CONFLICT DO NOTHING`,
          [request.client, request.method, request.path, now!.key, now!.body, now!.keyId, older.map(({ key }) => key)],
        )) === 1
      );
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      throw new DomainError(
        'conflict',
        'idempotency.still-running',
        'The first copy of this request is still being worked on.',
      );
    }
  }
}

/** The row that an answer is sealed for. */
const placeOf = ({ client, method, path }: IdempotentRequest, key: string): string =>
  `answer ${JSON.stringify([client, method, path, key])}`;
