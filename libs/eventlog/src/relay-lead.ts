import type { Database, Session } from '@tuntas/database';

/** The server ends the session of a leader that is silent for longer, and so releases its lock. */
const idleTimeoutMs = 3_000;
const pingMs = 1_000;
/**
 * Pause between attempts to take the lead: eight processes that poll constantly would cost more than the relay itself.
 */
const retryMs = 500;

/**
 * Leader election of the relay: the leader is the process whose session holds an advisory lock. It is a session lock,
 * since a transaction must not stay open while the relay waits for Kafka. The server ends a silent session.
 */
export class RelayLead {
  private leading: Session | undefined;
  private pings: NodeJS.Timeout | undefined;
  private nextAttemptAt = 0;

  constructor(private readonly database: Database) {}

  /** Whether this process was the leader at its last check. */
  get isHere(): boolean {
    return this.leading !== undefined && !this.leading.isLost();
  }

  /** Whether another process was the leader within the last 500 ms. */
  get isElsewhere(): boolean {
    return performance.now() < this.nextAttemptAt;
  }

  /** Takes the lead if it is free, after a check of the own session. @returns whether this process is the leader */
  async held(): Promise<boolean> {
    if (this.leading && !(await this.isAlive(this.leading))) this.giveUp();
    return (await this.session()) !== undefined;
  }

  /**
   * Takes the lead if it is free.
   * @returns the session that holds the lead until it ends; undefined if another process is the leader
   */
  async session(): Promise<Session | undefined> {
    if (this.leading && !this.leading.isLost()) return this.leading;
    this.giveUp();
    const session = await this.database.session();
    try {
      const [lock] = await session.sql<{ leads: boolean }>(
        `SELECT pg_try_advisory_lock(hashtext('tuntas.relay')) AS leads`,
      );
      if (!lock!.leads) {
        session.release();
        this.nextAttemptAt = performance.now() + retryMs;
        return undefined;
      }
      await session.sql(`SELECT set_config('idle_session_timeout', $1, false)`, [String(idleTimeoutMs)]);
    } catch (error) {
      session.end();
      throw error;
    }
    this.pings = setInterval(() => {
      void this.isAlive(session);
    }, pingMs).unref();
    return (this.leading = session);
  }

  giveUp(): void {
    clearInterval(this.pings);
    this.leading?.end();
    this.leading = undefined;
  }

  private async isAlive(session: Session): Promise<boolean> {
    if (session.isLost()) return false;
    return session.sql('SELECT').then(
      () => true,
      () => false,
    );
  }
}
