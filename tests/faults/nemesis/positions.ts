import type { SystemUnderTest } from '../lab/model.js';
import { asAdmin } from './admin.js';

/** The names of all consumers. */
export const consumersOf = (system: SystemUnderTest): Promise<readonly string[]> =>
  asAdmin(system, async admin =>
    (await admin.query<{ consumer: string }>('SELECT DISTINCT consumer FROM eventlog.positions ORDER BY 1')).rows.map(
      ({ consumer }) => consumer,
    ),
  );

/** Rewinds a consumer on the log in PostgreSQL, so that it handles the last events again. */
export const rewind = (system: SystemUnderTest, consumer: string, by: number): Promise<void> =>
  asAdmin(system, async admin => {
    await admin.query(
      'UPDATE eventlog.positions SET position = greatest(0, position - $2) WHERE consumer = $1 AND partition = 0',
      [consumer, by],
    );
  });
