import type { Database } from '@tuntas/database';
import { PositionLost } from './event-log.js';

const lockNotAvailable = '55P03';

/**
 * Stores the position of one consumer in each partition, in the transaction of its effects. PostgreSQL is
 * authoritative; the offsets committed to Kafka are only a copy.
 */
export class KafkaPositions {
  constructor(
    private readonly consumer: string,
    private readonly database: Database,
  ) {}

  /** Creates the rows of the positions. */
  async create(partitions: number): Promise<void> {
    // Checks first: a plain INSERT would wait for the batch that another instance is processing.
    await this.database.run(
      `INSERT INTO eventlog.positions (consumer, partition, position)
       SELECT $1, partition, 0 FROM generate_series(0, $2::integer - 1) AS each (partition)
       WHERE NOT EXISTS (SELECT FROM eventlog.positions p WHERE p.consumer = $1 AND p.partition = each.partition)
       ON CONFLICT DO NOTHING`,
      [this.consumer, partitions],
    );
  }

  async of(partition: number): Promise<number> {
    const [row] = await this.database.sql<{ position: number }>(
      'SELECT position FROM eventlog.positions WHERE consumer = $1 AND partition = $2',
      [this.consumer, partition],
    );
    return row?.position ?? 0;
  }

  /**
   * Advances the position, never backwards; a repetition has no effect.
   * @param from position before the batch; everything up to it must have taken effect
   * @throws PositionLost if the stored position is before `from`, or another instance is processing this partition
   */
  async move(partition: number, from: number, to: number): Promise<void> {
    let moved = 0;
    try {
      moved = await this.database.run(
        `UPDATE eventlog.positions SET position = greatest(position, $4)
         WHERE consumer = $1 AND partition = $2 AND position >= $3`,
        [this.consumer, partition, from, to],
      );
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    }
    if (moved === 0) throw new PositionLost(`${this.consumer}: position ${from} of partition ${partition} is not ours`);
  }
}
