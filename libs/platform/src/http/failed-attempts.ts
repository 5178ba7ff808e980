import { createHash, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, derived } from '@tuntas/database';
import { DomainError } from '@tuntas/kernel';
import { networkOf } from '../config/addresses.js';
import { Refusal } from '../api/problems/problem.js';
import { Secrets } from '../config/secrets.js';

const knownAtMost = 10_000;

/**
 * The counter key: the id of the complaint that the ticket belongs to, so that all endpoints share one counter. An
 * unknown ticket has its own counter. The key is hashed, because the typed ticket may be any text.
 */
const subject = `encode(
  sha256(
    convert_to(
      coalesce((SELECT c.id::text FROM complaints.published_complaints c WHERE c.ticket = $1), lower($1)),
      'UTF8'
    )
  ),
  'hex'
)`;

/**
 * Limits the guessing of access codes. Wrong attempts are counted in the database for all processes and endpoints, by
 * real time. The limits are:
 * - ten a minute from one address for one complaint,
 * - a hundred a minute from one address for all complaints,
 * - one a minute from each address for a complaint with a hundred wrong attempts from all addresses within an hour.
 *
 * A citizen who types the right code at once is never locked out by the third limit. An attempt beyond a limit is not
 * counted, so it does not extend the window. A code that was right before needs no additional statement.
 */
@Injectable()
export class FailedAttempts {
  /** Digests of ticket or complaint id and right code. */
  private readonly known = new Set<string>();
  /** First attempts in progress, by address and digest; they resolve to whether the code was right. */
  private readonly pending = new Map<string, Promise<boolean>>();

  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
  ) {}

  /**
   * Runs an attempt to read a complaint with an access code. A `not-found` error counts as a failed attempt.
   * @param what a ticket or the id of a complaint
   * @param code undefined: the attempt runs without counting
   * @throws Refusal 429 after too many recent failures; errors of the attempt are rethrown
   */
  async attempt<T>(what: string, address: string, code: string | undefined, attempt: () => Promise<T>): Promise<T> {
    if (code === undefined) return attempt();
    const digest = createHash('sha256')
      .update(JSON.stringify([what, code]))
      .digest('base64');
    if (this.known.has(digest) || (await this.pending.get(`${address} ${digest}`)))
      return this.attemptWithKnownCode(digest, what, address, attempt);
    return this.firstAttempt(digest, what, address, attempt);
  }

  private async firstAttempt<T>(digest: string, what: string, address: string, attempt: () => Promise<T>): Promise<T> {
    const key = `${address} ${digest}`;
    let settle = (_right: boolean): void => undefined;
    const outcome = new Promise<boolean>(resolve => {
      settle = resolve;
    });
    this.pending.set(key, outcome);
    let isRight = false;
    try {
      await this.count(what, address);
      const result = await this.uncountUnlessMissed(what, address, attempt);
      isRight = true;
      return result;
    } catch (error) {
      isRight = error instanceof DomainError && !isMiss(error);
      throw error;
    } finally {
      if (isRight) this.remember(digest);
      if (this.pending.get(key) === outcome) this.pending.delete(key);
      settle(isRight);
    }
  }

  /** Undoes the count unless the attempt failed. */
  private async uncountUnlessMissed<T>(what: string, address: string, attempt: () => Promise<T>): Promise<T> {
    let missed = false;
    try {
      return await attempt();
    } catch (error) {
      missed = isMiss(error);
      throw error;
    } finally {
      if (!missed)
        await this.database
          .sql(`SELECT eventlog.take_back_code_attempt(${subject}, $2)`, [what, this.hashOf(address)])
          .catch(() => undefined); // the attempt stays counted for a minute
    }
  }

  private async attemptWithKnownCode<T>(
    digest: string,
    what: string,
    address: string,
    attempt: () => Promise<T>,
  ): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (isMiss(error)) {
        this.known.delete(digest);
        await this.count(what, address);
      }
      throw error;
    }
  }

  /** @throws Refusal 429 */
  private async count(what: string, address: string): Promise<void> {
    const [row] = await this.database.sql<{ seconds: number | null }>(
      `SELECT eventlog.begin_code_attempt(${subject}, $2) AS seconds`,
      [what, this.hashOf(address)],
    );
    const { seconds } = row!;
    if (seconds !== null)
      throw new Refusal(429, 'request.too-many', {
        facts: { minutes: Math.ceil(seconds / 60) },
        headers: { 'retry-after': String(seconds) },
      });
  }

  private remember(digest: string): void {
    this.known.delete(digest);
    this.known.add(digest);
    if (this.known.size > knownAtMost) this.known.delete(this.known.values().next().value!);
  }

  /** The HMAC of an address. Addresses are personal data and are not stored in plain text. */
  private hashOf(address: string): string {
    return createHmac('sha256', derived(this.secrets.codes.current.bytes, 'addresses'))
      .update(`address ${networkOf(address)}`)
      .digest('base64url')
      .slice(0, 24);
  }
}

const isMiss = (error: unknown): boolean => error instanceof DomainError && error.kind === 'not-found';
