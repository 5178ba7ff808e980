import type { Database } from '@tuntas/database';
import { BackgroundLoop } from './background-loop.js';
import { EventLog, PositionLost, type Batch, type Delivery, type Subscription } from './event-log.js';
import { recordSendSpans } from './consumer-spans.js';
import { reviewOrder, type Rejection } from './outbox-order.js';
import { RelayLead } from './relay-lead.js';
import { spansAreRecorded } from './tracing.js';
import { readmitRejected, readWaiting, Reviews, moveToRejected } from './waiting-events.js';
import type { LoopNotifier } from './loop-notifier.js';

const relayLimit = 1_000;
const batchLimit = 500;
/** Finds events appended by other processes. Within this process the LoopNotifier is faster. */
const pollMs = 100;
const lockNotAvailable = '55P03';

/** Runs in the leader's session, so only one process at a time assigns positions. */
const move = `
  WITH moved AS (DELETE FROM eventlog.outbox WHERE id = ANY($1::bigint[]) RETURNING *)
  INSERT INTO eventlog.log (position, event_id, source, subject, sequence, type, envelope, data)
  SELECT (SELECT coalesce(max(position), 0) FROM eventlog.log) + row_number() OVER (ORDER BY id),
         event_id, source, subject, sequence, type, envelope, data
  FROM moved ORDER BY id`;

/** Event log in a PostgreSQL table with one gap-free order. */
export class PostgresEventLog extends EventLog {
  private readonly lead: RelayLead;
  private readonly reviews = new Reviews();

  /**
   * @param relayDatabase logs in as `relay`, the only role that may write the log
   * @param rejected called with rejected outbox rows
   */
  constructor(
    relayDatabase: Database,
    private readonly notifier: LoopNotifier,
    private readonly failed: (what: string, error: unknown) => void,
    private readonly rejected: (rejected: readonly Rejection[]) => void = () => undefined,
  ) {
    super();
    this.lead = new RelayLead(relayDatabase);
  }

  async relay(): Promise<number> {
    if (this.lead.isElsewhere) return 0;
    const session = await this.lead.session();
    if (!session) return 0;
    if (this.reviews.isDue()) await readmitRejected(session);
    const startedAt = new Date();
    const { sound, rejected } = reviewOrder(await readWaiting(session, relayLimit, false));
    if (rejected.length > 0) {
      await moveToRejected(session, rejected);
      this.rejected(rejected);
    }
    if (sound.length > 0) {
      const ids = sound.map(({ id }) => id);
      if (spansAreRecorded()) {
        recordSendSpans(
          this.system,
          startedAt,
          await session.sql<Delivery & { readonly [column: string]: unknown }>(
            `${move} RETURNING position, subject, type, envelope`,
            [ids],
          ),
        );
      } else await session.run(move, [ids]);
      this.notifier.notify('log');
    }
    return sound.length;
  }

  async subscribe(
    consumer: string,
    database: Database,
    handle: (batch: Batch) => Promise<void>,
  ): Promise<Subscription> {
    // Checks first: a plain INSERT would wait for the batch that another instance is processing.
    await database.run(
      `INSERT INTO eventlog.positions (consumer, position) SELECT $1, 0
       WHERE NOT EXISTS (SELECT FROM eventlog.positions WHERE consumer = $1)
       ON CONFLICT DO NOTHING`,
      [consumer],
    );
    const loop = new BackgroundLoop({
      round: () => this.deliver(consumer, database, handle),
      pollMs,
      failed: error => this.failed(consumer, error),
    });
    const unsubscribe = this.notifier.on('log', () => loop.wake());
    loop.start();
    return {
      close: async () => {
        unsubscribe();
        await loop.stop();
      },
    };
  }

  isLeader(): boolean {
    return this.lead.isHere;
  }

  /** The log is available whenever the database is. */
  async isReachable(): Promise<boolean> {
    return true;
  }

  override async close(): Promise<void> {
    this.lead.giveUp();
  }

  private async deliver(
    consumer: string,
    database: Database,
    handle: (batch: Batch) => Promise<void>,
  ): Promise<boolean> {
    // A join would read the log from its beginning. The statement is planned each time, since a plan made for an empty
    // log sorts all of it.
    const deliveries = await database.unprepared<
      Delivery & { readonly reached: number; readonly [column: string]: unknown }
    >(
      `WITH reached AS (SELECT position FROM eventlog.positions WHERE consumer = $1 AND partition = 0)
       SELECT (SELECT position FROM reached) AS reached, position, event_id AS "eventId", subject, type, envelope, data
       FROM eventlog.log
       WHERE position > (SELECT position FROM reached)
       ORDER BY position
       LIMIT ${batchLimit}`,
      [consumer],
    );
    if (deliveries.length === 0) return false;
    let { reached } = deliveries[0]!;
    const commitOffset = async (position: number): Promise<void> => {
      const from = reached;
      let moved = 0;
      try {
        moved = await database.run(
          'UPDATE eventlog.positions SET position = $3 WHERE consumer = $1 AND position = $2',
          [consumer, from, position],
        );
      } catch (error) {
        if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      }
      if (moved === 0) throw new PositionLost(`${consumer}: position ${from} is no longer ours`);
      database.afterCommit(() => {
        reached = position;
      });
    };
    try {
      await handle({ deliveries, commitOffset });
    } catch (error) {
      if (!(error instanceof PositionLost)) throw error;
      return false; // another instance is processing the batch; without a pause both would keep reading the same rows
    }
    return true;
  }
}
