import type { Database } from '@tuntas/database';
import { BackgroundLoop } from './background-loop.js';
import { EventLog, PositionLost, type Batch, type Delivery, type Subscription } from './event-log.js';
import type { Wake } from './wake.js';

const relayLimit = 1_000;
const batchLimit = 500;
/** Other processes may append too; within this one `Wake` is quicker. */
const pollMs = 100;
const lockNotAvailable = '55P03';

/** The log as a table with one gap-free order: for one machine, and for finding the same bugs as on many. */
export class PostgresEventLog extends EventLog {
  /** @param relayDatabase logs in as `relay`, the only role that may write the log */
  constructor(private readonly relayDatabase: Database, private readonly wake: Wake, private readonly failed: (what: string, error: unknown) => void) { super(); }

  /**
   * Takes all visible rows in id order, never `id > last`: rows that commit late would be lost. One leader at a time.
   */
  async relay(): Promise<number> {
    const [outbox] = await this.relayDatabase.sql<{ waits: boolean }>('SELECT EXISTS (SELECT FROM eventlog.outbox) AS waits');
    if (!outbox!.waits) return 0;
    const moved = await this.relayDatabase.transaction(async () => {
      const [leads] = await this.relayDatabase.sql<{ leads: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext('tuntas.relay')) AS leads`);
      if (!leads!.leads) return 0;
      return this.relayDatabase.execute(
        `WITH moved AS (
           DELETE FROM eventlog.outbox WHERE id IN (SELECT id FROM eventlog.outbox ORDER BY id LIMIT ${relayLimit}) RETURNING *)
         INSERT INTO eventlog.log (position, event_id, source, subject, sequence, type, envelope, data)
         SELECT (SELECT coalesce(max(position), 0) FROM eventlog.log) + row_number() OVER (ORDER BY id),
                event_id, source, subject, sequence, type, envelope, data
         FROM moved ORDER BY id`);
    });
    if (moved > 0) this.wake.tell('log');
    return moved;
  }

  async subscribe(consumer: string, database: Database, handle: (batch: Batch) => Promise<void>): Promise<Subscription> {
    // Looked for first: an insertion alone would wait for the batch that another instance has in hand.
    await database.execute(
      `INSERT INTO eventlog.positions (consumer, position) SELECT $1, 0
       WHERE NOT EXISTS (SELECT FROM eventlog.positions WHERE consumer = $1) ON CONFLICT DO NOTHING`, [consumer]);
    const loop = new BackgroundLoop({
      round: () => this.deliver(consumer, database, handle), pollMs, failed: error => this.failed(consumer, error),
    });
    const forget = this.wake.on('log', () => loop.wake());
    loop.start();
    return { close: async () => { forget(); await loop.stop(); } };
  }

  /** Whoever reaches the database reaches the log. */
  async answers(): Promise<boolean> { return true; }

  private async deliver(consumer: string, database: Database, handle: (batch: Batch) => Promise<void>): Promise<boolean> {
    const deliveries = await database.sql<Delivery & { readonly reached: number; readonly [column: string]: unknown }>(
      `SELECT p.position AS reached, l.position, l.event_id AS "eventId", l.subject, l.type, l.envelope, l.data
       FROM eventlog.positions p JOIN eventlog.log l ON l.position > p.position
       WHERE p.consumer = $1 ORDER BY l.position LIMIT ${batchLimit}`, [consumer]);
    if (deliveries.length === 0) return false;
    let { reached } = deliveries[0]!;
    const settle = async (position: number): Promise<void> => {
      const from = reached;
      let moved = 0;
      try {
        moved = await database.execute('UPDATE eventlog.positions SET position = $3 WHERE consumer = $1 AND position = $2', [consumer, from, position]);
      } catch (error) {
        if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      }
      if (moved === 0) throw new PositionLost(`${consumer}: position ${from} is no longer ours`);
      database.afterCommit(() => { reached = position; });
    };
    try {
      await handle({ deliveries, settle });
    } catch (error) {
      if (!(error instanceof PositionLost)) throw error;
      return false; // the other instance has it in hand; without a rest both would read the same rows over and over
    }
    return true;
  }
}
