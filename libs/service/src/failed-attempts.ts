import { createHash, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, derived } from '@tuntas/database';
import { DomainError } from '@tuntas/kernel';
import { networkOf } from './addresses.js';
import { Refusal } from './problem.js';
import { Secrets } from './secrets.js';

const rememberAtMost = 10_000;

/**
 * Wherever a code opens something: the complaint that a ticket belongs to, so that all doors count together; a ticket
 * that does not exist counts by itself. Hashed: what was typed as a ticket may be anything.
 */
const subject = `encode(sha256(convert_to(coalesce((SELECT c.id::text FROM complaints.published_complaints c WHERE c.ticket = $1), lower($1)), 'UTF8')), 'hex')`;

/**
 * Slows whoever guesses access codes. Attempts are counted in the database, for all processes and doors together, by
 * real time: ten wrong ones a minute from one address at one complaint; a hundred a minute from one address at all of
 * them; and where a complaint met a hundred within an hour, from wherever, one a minute from each address, so that a
 * citizen whose code is right at once is never shut out by others. An attempt beyond a limit is not counted: a window
 * ends when it ends.
 *
 * A code that has been right before is no guess: it costs no statement more than the check of the code itself.
 */
@Injectable()
export class FailedAttempts {
  /** Digests of codes that were right, with what they open. */
  private readonly right = new Set<string>();
  /** Codes that are being tried for the first time; told whether they were right. */
  private readonly trying = new Map<string, Promise<boolean>>();

  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Hears an attempt to open something with a code; that it is not found is a failure.
   * @param what a ticket or the id of a complaint
   * @param code undefined: nothing is attempted, and nothing counted
   * @throws Refusal 429 after too many failures of late, and whatever the attempt throws
   */
  async heard<T>(what: string, address: string, code: string | undefined, attempt: () => Promise<T>): Promise<T> {
    if (code === undefined) return attempt();
    const print = createHash('sha256')
      .update(JSON.stringify([what, code]))
      .digest('base64');
    if (this.right.has(print) || (await this.trying.get(`${address} ${print}`)))
      return this.again(print, what, address, attempt);
    return this.first(print, what, address, attempt);
  }

  private async first<T>(print: string, what: string, address: string, attempt: () => Promise<T>): Promise<T> {
    const key = `${address} ${print}`;
    let tell = (_right: boolean): void => undefined;
    const outcome = new Promise<boolean>(resolve => {
      tell = resolve;
    });
    this.trying.set(key, outcome);
    let isRight = false;
    try {
      await this.count(what, address);
      const result = await this.takingBack(what, address, attempt);
      isRight = true;
      return result;
    } catch (error) {
      isRight = error instanceof DomainError && !isMiss(error);
      throw error;
    } finally {
      if (isRight) this.remember(print);
      if (this.trying.get(key) === outcome) this.trying.delete(key);
      tell(isRight);
    }
  }

  /** Only a miss stays counted. */
  private async takingBack<T>(what: string, address: string, attempt: () => Promise<T>): Promise<T> {
    let missed = false;
    try {
      return await attempt();
    } catch (error) {
      missed = isMiss(error);
      throw error;
    } finally {
      if (!missed)
        await this.database
          .sql(`SELECT eventlog.take_back_code_attempt(${subject}, $2)`, [what, this.hidden(address)])
          .catch(() => undefined); // then it stays counted for a minute
    }
  }

  private async again<T>(print: string, what: string, address: string, attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (isMiss(error)) {
        this.right.delete(print);
        await this.count(what, address);
      }
      throw error;
    }
  }

  /** @throws Refusal 429 */
  private async count(what: string, address: string): Promise<void> {
    const [row] = await this.database.sql<{ seconds: number | null }>(
      `SELECT eventlog.begin_code_attempt(${subject}, $2) AS seconds`,
      [what, this.hidden(address)],
    );
    const { seconds } = row!;
    if (seconds !== null)
      throw new Refusal(429, 'request.too-many', {
        facts: { minutes: Math.ceil(seconds / 60) },
        headers: { 'retry-after': String(seconds) },
      });
  }

  private remember(print: string): void {
    this.right.delete(print);
    this.right.add(print);
    if (this.right.size > rememberAtMost) this.right.delete(this.right.values().next().value!);
  }

  /** An address tells of a person: what is kept of it is an HMAC. */
  private hidden(address: string): string {
    return createHmac('sha256', derived(this.secrets.codes.current.bytes, 'addresses'))
      .update(`address ${networkOf(address)}`)
      .digest('base64url')
      .slice(0, 24);
  }
}

const isMiss = (error: unknown): boolean => error instanceof DomainError && error.kind === 'not-found';
