import type { Database, Session } from '@tuntas/database';

/** The server takes the lead away from a process that is frozen for longer. */
const silenceMs = 3_000;
const pingMs = 1_000;

/**
 * Which process relays to Kafka: the one whose session holds the lock. A transaction cannot stay open while Kafka is waited
 * for, so the lock is the session's, and the server ends a session that has gone silent.
 */
export class RelayLead {
  private session: Session | undefined;
  private pings: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  /** Takes the lead where nobody has it. @returns whether this process leads, as of now */
  async held(): Promise<boolean> {
    if (this.session && await this.answers(this.session)) return true;
    this.giveUp();
    const session = await this.database.session();
    try {
      const [lock] = await session.sql<{ leads: boolean }>(`SELECT pg_try_advisory_lock(hashtext('tuntas.relay')) AS leads`);
      if (!lock!.leads) { session.giveBack(); return false; }
      await session.sql(`SELECT set_config('idle_session_timeout', $1, false)`, [String(silenceMs)]);
    } catch (error) {
      session.end();
      throw error;
    }
    this.session = session;
    this.pings = setInterval(() => { void this.answers(session); }, pingMs).unref();
    return true;
  }

  giveUp(): void {
    clearInterval(this.pings);
    this.session?.end();
    this.session = undefined;
  }

  private async answers(session: Session): Promise<boolean> {
    if (session.isLost()) return false;
    return session.sql('SELECT').then(() => true, () => false);
  }
}
