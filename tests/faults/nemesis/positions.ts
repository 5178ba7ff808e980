import type { SystemUnderTest } from '../lab/model.js';
import { asAdmin } from './admin.js';

/** Who hears the log, by name. */
export const consumersOf = (system: SystemUnderTest): Promise<readonly string[]> =>
  asAdmin(system, async admin =>
    (await admin.query<{ consumer: string }>('SELECT DISTINCT consumer FROM eventlog.positions ORDER BY 1')).rows.map(
      ({ consumer }) => consumer,
    ),
  );

/** Sets a consumer's place in the log back: it hears so many events again. On the log in PostgreSQL. */
export const setBack = (system: SystemUnderTest, consumer: string, by: number): Promise<void> =>
  asAdmin(system, async admin => {
    await admin.query(
      'UPDATE eventlog.positions SET position = greatest(0, position - $2) WHERE consumer = $1 AND partition = 0',
      [consumer, by],
    );
  });
