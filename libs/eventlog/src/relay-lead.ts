import type { Database, Session } from '@tuntas/database';

/** The server takes the lead away from a process that is frozen for longer. */
const silenceMs = 3_000;
const pingMs = 1_000;
/**
 * Whoever found that another leads asks again after so long: eight processes that all look every moment cost more than
 * the relay itself.
 */
const timeoutMs = 500;

/**
 * Which process relays: the one whose session holds the lock. A transaction cannot stay open while Kafka is waited for,
 * so the lock is the session's, and the server ends a session that has gone silent.
 */
export class RelayLead {
  private leading: Session | undefined;
  private pings: NodeJS.Timeout | undefined;
  private askAgainAt = 0;

  constructor(private readonly database: Database) {}

  /** Whether this process had the lead when it last looked. */
  get isHere(): boolean {
    return this.leading !== undefined && !this.leading.isLost();
  }

  /** Whether another process led a moment ago. */
  get isElsewhere(): boolean {
    return performance.now() < this.askAgainAt;
  }

  /** Takes the lead where nobody has it. @returns whether this process leads, as of now */
  async held(): Promise<boolean> {
    if (this.leading && !(await this.answers(this.leading))) this.giveUp();
    return (await this.session()) !== undefined;
  }

  /**
   * Takes the lead where nobody has it.
   * @returns the session that leads for as long as it lives, or undefined where another process has it
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
        session.giveBack();
        this.askAgainAt = performance.now() + timeoutMs;
        return undefined;
      }
      await session.sql(`SELECT set_config('idle_session_timeout', $1, false)`, [String(silenceMs)]);
    } catch (error) {
      session.end();
      throw error;
    }
    this.pings = setInterval(() => {
      void this.answers(session);
    }, pingMs).unref();
    return (this.leading = session);
  }

  giveUp(): void {
    clearInterval(this.pings);
    this.leading?.end();
    this.leading = undefined;
  }

  private async answers(session: Session): Promise<boolean> {
    if (session.isLost()) return false;
    return session.sql('SELECT').then(
      () => true,
      () => false,
    );
  }
}
