import { seal, unseal, type Database } from '@tuntas/database';
import { DomainError, type KeptAnswer, type Reply, type Retriable, type Sent } from '@tuntas/kernel';

const lockNotAvailable = '55P03';

/** Answers kept for retries, encrypted since they hold texts. */
export class KeptAnswers {
  /** @param key 32 bytes */
  constructor(private readonly database: Database, private readonly key: Buffer) {}

  /**
   * Works off the request in the ambient transaction, so that a retry has one effect: its repetitions get the answer that was kept, and a
   * parallel copy waits for the first.
   * @throws DomainError invalid `idempotency.other-body` when the key came with another body,
   *   conflict `idempotency.still-running` when the first copy takes longer than the role's lock timeout
   */
  async once(request: Retriable, work: () => Promise<Reply>): Promise<Sent> {
    const before = await this.claim(request);
    if (before) return { ...before, replayed: true };
    const { status = 200, headers = {}, body } = await work();
    const answer: KeptAnswer = { status, headers, body: JSON.stringify(body) };
    await this.keep(request, answer);
    return { ...answer, replayed: false };
  }

  /** @returns the answer that was given before, or null: the request is new */
  private async claim(request: Retriable): Promise<KeptAnswer | null> {
    if (request.key === null) return null;
    if (await this.insertClaim(request)) return null;
    const [row] = await this.database.sql<{ print: Buffer; answer: Buffer }>(
      'SELECT print, answer FROM eventlog.kept_answers WHERE client = $1 AND method = $2 AND path = $3 AND key = $4',
      [request.client, request.method, request.path, request.key]);
    if (!row!.print.equals(Buffer.from(request.print))) throw new DomainError('invalid', 'idempotency.other-body', 'The key was used with another body.');
    return JSON.parse(unseal(this.key, row!.answer).toString('utf8')) as KeptAnswer;
  }

  private async keep(request: Retriable, answer: KeptAnswer): Promise<void> {
    if (request.key === null) return;
    await this.database.execute(
      'UPDATE eventlog.kept_answers SET answer = $5 WHERE client = $1 AND method = $2 AND path = $3 AND key = $4',
      [request.client, request.method, request.path, request.key, seal(this.key, Buffer.from(JSON.stringify(answer), 'utf8'))]);
  }

  private async insertClaim(request: Retriable): Promise<boolean> {
    try {
      return await this.database.execute(
        `INSERT INTO eventlog.kept_answers (client, method, path, key, print, answer) VALUES ($1, $2, $3, $4, $5, '') ON CONFLICT DO NOTHING`,
        [request.client, request.method, request.path, request.key, request.print]) === 1;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      throw new DomainError('conflict', 'idempotency.still-running', 'The first copy of this request is still being worked on.');
    }
  }
}
