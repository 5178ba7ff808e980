import type { Cause, DomainEvent } from '@tuntas/contracts';
import type { Database, Expressions, Table } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';
import { withSequence, type OutgoingEvent } from './outbox.js';

/** The row of a stream, which serves as its lock. */
export interface StreamRow {
  /** The subject of the events. */
  readonly complaintId: string;
  /** The sequence number of the last event. */
  readonly sequence: number;
}

/** The events of one stream that a batch publishes. */
interface StreamEvents {
  readonly stream: StreamRow;
  readonly events: readonly DomainEvent[];
  readonly cause: Cause;
}

/**
 * The stream rows of one event source, one per complaint. A row holds the last sequence number, and its lock guards the
 * rows that belong to it (docs/consistency.md#streams-and-sequence-numbers).
 */
export class Streams<Row extends StreamRow> {
  private readonly insert: string;
  private readonly lockRows: string;
  private readonly setSequence: string;
  private readonly update: string;

  /**
   * @param table the table `heads` of the service
   * @param expressions how `advance` computes a column from the stored row `h` and the new row `c`; by default `c`
   */
  constructor(
    private readonly database: Database,
    private readonly table: Table<Row>,
    expressions: Expressions<Row> = {},
  ) {
    const { name } = table;
    this.insert = `INSERT INTO ${name} (complaint_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING`;
    this.lockRows = `
      SELECT ${table.columns()} FROM ${name}
      WHERE complaint_id = ANY($1) ORDER BY complaint_id FOR UPDATE`;
    this.setSequence = `UPDATE ${name} SET sequence = $2 WHERE complaint_id = $1`;
    this.update = table.updateMany(expressions);
  }

  /** Creates stream rows in a separate transaction: an insert while another row is locked could deadlock. */
  async create(missing: readonly string[]): Promise<void> {
    if (missing.length > 0) await this.database.separateTransaction(() => this.database.run(this.insert, [missing]));
  }

  /** Locks the existing rows in id order. */
  async lock(complaintIds: readonly string[]): Promise<readonly Row[]> {
    return (await this.database.sql(this.lockRows, [complaintIds])).map(row => this.table.fromRow(row));
  }

  /** Locks the stream to which a row of another table belongs. @param owned a table with `id` and `complaint_id` */
  async lockOwnerOf(owned: { readonly name: string }, id: string): Promise<Row | undefined> {
    const [row] = await this.database.sql(
      `SELECT ${this.table.columns('h')} FROM ${this.table.name} h JOIN ${owned.name} o USING (complaint_id)
       WHERE o.id = $1 FOR UPDATE OF h`,
      [id],
    );
    return row && this.table.fromRow(row);
  }

  /** Sets the sequence of one stream after these events. */
  async advanceOne(stream: StreamRow, events: readonly DomainEvent[]): Promise<void> {
    await this.database.run(this.setSequence, [stream.complaintId, sequenceAfter(stream, events)]);
  }

  /** Writes the new rows of locked streams in one statement. */
  async advance(rows: readonly Row[]): Promise<void> {
    await this.database.run(this.update, [this.table.json(rows)]);
  }
}

/** The sequence number of a stream after its new events. */
export const sequenceAfter = ({ sequence }: StreamRow, events: readonly DomainEvent[]): number =>
  sequence + events.length;

/** Assigns the next sequence numbers of each stream to its events. */
export const inSequence = (changes: readonly StreamEvents[], time: Date, actor: Actor): OutgoingEvent[] =>
  changes.flatMap(({ stream, events, cause }) =>
    withSequence(stream.sequence, events, { subject: stream.complaintId, time, actor, cause }),
  );
