import type { BuiltCity } from './built-city.js';
import { accepted, after, idOf, lodgeOpenLoop, officer } from './lodging.js';

/** The columns that each copy gets new values for; all others are copied. `n` counts the rows of the table. */
const tables: readonly (readonly [table: string, of: string, anew: string])[] = [
  ['complaints.complaints', 'id', `'id', copy, 'ticket', 'BJM-FIGURE-' || n`],
  ['sla.heads', 'complaint_id', `'complaint_id', copy`],
  ['sla.clocks', 'complaint_id', `'complaint_id', copy, 'id', gen_random_uuid()`],
  ['queries.cards', 'complaint_id', `'complaint_id', copy, 'ticket', 'BJM-FIGURE-' || n`],
  ['queries.timeline', 'complaint_id', `'complaint_id', copy`],
  // otherwise audit would correctly report gaps
  ['audit.entries', 'subject', `'subject', copy, 'position', newest + n`],
];

const copied = ([table, of, newValues]: (typeof tables)[number]): string => `
  INSERT INTO ${table}
  SELECT made.*
  FROM (
    SELECT row, copy, row_number() OVER () AS n
      ${table === 'audit.entries' ? `, (SELECT max(position) FROM ${table}) AS newest` : ''}
    FROM ${table} AS row
    JOIN figure.copies ON row.${of}::uuid = original
  ) AS each,
  LATERAL jsonb_populate_record(each.row, jsonb_build_object(${newValues})) AS made`;

const lodgeMs = 900;
const hourMs = 3_600_000;

/**
 * Lodges some complaints within a second and copies them by SQL until there are `count` copies: with stream rows,
 * clocks, cards and audit entries as the services would have written them, so that no healer changes them. The copies
 * are listed in `figure.copies`. They are anonymous, since otherwise a non-escalating duty would be due first. They are
 * created an hour before they are due, so that their warnings are already published.
 * @returns the first and the last of their next due times
 */
export const createMany = async (
  city: BuiltCity,
  count: number,
): Promise<{ readonly first: Date; readonly last: Date }> => {
  const originals = accepted(
    await lodgeOpenLoop(city.caller, 'original', 20, after(lodgeMs), { isAnonymous: true }),
  ).map(idOf);
  await city.untilTrue('SELECT NOT EXISTS (SELECT FROM complaints.complaints WHERE office IS NULL)');
  // so that they can be resolved
  for (const id of originals) await city.caller.post(`/v1/complaints/${id}/acceptance`, {}, { as: officer });
  await city.untilQuiet();
  const [{ due }] = (await city.sql<{ due: Date }>(
    `SELECT min(due_at) AS due FROM sla.clocks WHERE status = 'running'`,
  )) as [{ due: Date }];
  await jumpTo(city, due, hourMs);
  await city.untilQuiet();
  await city.sql('CREATE SCHEMA figure');
  await city.sql('CREATE TABLE figure.copies (copy uuid PRIMARY KEY, original uuid NOT NULL)');
  await city.sql(
    `INSERT INTO figure.copies
     SELECT gen_random_uuid(), ($1::uuid[])[1 + n % $2::int]
     FROM generate_series(0, $3::int - 1) AS n`,
    [originals, originals.length, count],
  );
  for (const table of tables) await city.sql(copied(table));
  // Otherwise the relay would correctly report a gap before their next events.
  await city.sql(`
    INSERT INTO eventlog.told
      SELECT 'complaints', copy::text, sequence FROM complaints.complaints JOIN figure.copies ON id = copy
      UNION ALL SELECT 'sla', copy::text, sequence FROM sla.heads JOIN figure.copies ON complaint_id = copy`);
  await city.sql('VACUUM ANALYZE'); // autovacuum would do so after a while
  const [row] = await city.sql<{ first: Date; last: Date }>(
    'SELECT min(next_due) AS first, max(next_due) AS last FROM sla.heads JOIN figure.copies ON copy = complaint_id',
  );
  return row!;
};

/**
 * Jumps business time to the given real milliseconds before an instant; from there it runs at real-time speed.
 * @returns the remaining milliseconds
 */
export const jumpTo = async (city: BuiltCity, instant: Date, aheadMs: number): Promise<number> => {
  const seconds =
    (await city.number(`SELECT floor(extract(epoch FROM $1::timestamptz - clock.now()))`, [instant])) -
    Math.ceil(aheadMs / 1000);
  if (seconds < 0) throw new Error('the first complaint came due before all copies were created');
  await city.changeClock({ jump: `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S` });
  return Math.max(0, 1000 * (await city.number(`SELECT extract(epoch FROM $1::timestamptz - clock.now())`, [instant])));
};

/** The delays of the breach events of the copies that were due in the interval, from the audit log. */
export const latenessOf = (
  city: BuiltCity,
  first: Date,
  last: Date,
): Promise<readonly { readonly publishedAt: Date; readonly seconds: number }[]> =>
  city.sql(
    `
  SELECT published_at AS "publishedAt", extract(epoch FROM published_at - due_at)::float8 AS seconds
  FROM (
    SELECT (leaf::jsonb->'envelope'->>'time')::timestamptz AS published_at,
      (leaf::jsonb->'data'->>'dueAt')::timestamptz AS due_at
    FROM audit.entries
    JOIN figure.copies ON copy::text = subject
    WHERE type = 'clock.breached.v1'
  ) AS breach
  WHERE due_at BETWEEN $1 AND $2
  ORDER BY published_at`,
    [first, last],
  );
