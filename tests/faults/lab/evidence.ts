import pg from 'pg';
import { poisoned } from '../nemesis/index.js';
import { keyPattern } from '../workload/client.js';
import type { Attempt, ComplaintRow, Evidence, Struck, SystemUnderTest } from './model.js';
import { readPostgresLog, readTopic } from './log-reader.js';
import { collected, rowsOf, type Reader } from './rows.js';

/** The time after which all consequences of an instant must be stored. */
const settlingSeconds = 10;

/** Reads the evidence without the product's code: tables as superuser, the log with an independent client. */
export const readEvidence = async (
  system: SystemUnderTest,
  attempts: readonly Attempt[],
  struck: readonly Struck[],
  { rate }: Pick<Evidence, 'rate'>,
): Promise<Evidence> => {
  const reader = new pg.Client({ connectionString: system.adminUrl });
  await reader.connect();
  try {
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const {
      rows: [moment],
    } = await reader.query<{ settled: Date }>(
      `SELECT clock.now() - make_interval(
         secs => ${settlingSeconds} * coalesce((SELECT rate FROM clock.anchor), 1)
       ) AS settled`,
    );
    const { settled } = moment!;
    return {
      attempts,
      struck,
      poisoned: poisoned(),
      rate,
      settled,
      complaints: await readComplaints(reader),
      log: system.topic ? await readTopic(system.topic) : await readPostgresLog(reader),
      audit: await collected(
        reader,
        'SELECT source, subject, sequence::int, type FROM audit.entries ORDER BY position',
      ),
      clocks: await collected(
        reader,
        `SELECT id, complaint_id AS "complaintId", name, cycle, status, max_level AS "maxLevel",
           escalation_id AS "escalationId", started_at AS "startedAt", due_at AS "dueAt", met_at AS "metAt",
           breached_at AS "breachedAt"
         FROM sla.clocks`,
      ),
      escalations: await collected(
        reader,
        `SELECT id, complaint_id AS "complaintId", key, clock_id AS "clockId", clock, level, cycle, status,
           raised_at AS "raisedAt", next_level AS "nextLevel", ended_at AS "endedAt"
         FROM escalation.escalations`,
      ),
      cases: await collected(reader, 'SELECT id, complaint_id AS "complaintId" FROM ombudsman.cases'),
      inbox: await collected(
        reader,
        'SELECT consumer, count(*)::int AS events FROM eventlog.inbox GROUP BY 1 ORDER BY 1',
      ),
      outbox: await count(reader, 'eventlog.outbox'),
      lag: await collected(reader, 'SELECT consumer, behind::int FROM eventlog.lag ORDER BY 1'),
      parked: await collected(reader, 'SELECT consumer, subject, event_id AS "eventId", type FROM eventlog.parked'),
      gaps: await collected(reader, 'SELECT source, subject FROM audit.gaps'),
      overdue: await count(reader, `sla.clocks WHERE status = 'running' AND due_at < '${settled.toISOString()}'`),
    };
  } finally {
    await reader.end();
  }
};

const count = async (reader: Reader, from: string): Promise<number> =>
  (await reader.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`)).rows[0]!.n;

/**
 * Each text of an act contains its key. The field with the most occurrences shows how often the act was done. An
 * acceptance has no text; its key is in the officer reference.
 */
const typedKeys = `
  SELECT complaint_id, key, max(n)::int AS n, bool_or(field = 'subject') AS lodging
  FROM (
    SELECT complaint_id, field, substring(body from '${keyPattern}') AS key, count(*) AS n
    FROM complaints.texts
    GROUP BY 1, 2, 3
    UNION ALL
    SELECT id, 'officer', substring(officer from '${keyPattern}'), 1
    FROM complaints.complaints
  ) typed
  WHERE key IS NOT NULL
  GROUP BY 1, 2`;

interface KeyRow {
  readonly complaint_id: string;
  readonly key: string;
  readonly n: number;
  readonly lodging: boolean;
}
interface StoredComplaint extends Omit<ComplaintRow, 'key' | 'keys' | 'lodgedAt' | 'consent' | 'facts'> {
  readonly lodged_at: Date;
  readonly consent_to_ombudsman: boolean;
  readonly history: readonly { readonly act: string; readonly at: string; readonly [field: string]: unknown }[];
}

const readComplaints = async (reader: Reader): Promise<ComplaintRow[]> => {
  const keys = new Map<string, { all: string[]; lodging: string | null }>();
  for await (const { complaint_id: id, key, n, lodging } of rowsOf<KeyRow>(reader, typedKeys)) {
    let known = keys.get(id);
    if (!known) keys.set(id, (known = { all: [], lodging: null }));
    for (let i = 0; i < n; i += 1) known.all.push(key);
    if (lodging) known.lodging = key;
  }
  const rows = await collected<StoredComplaint>(
    reader,
    `
    SELECT c.id, version, sequence::int, status, c.office, cycle, lodged_at, consent_to_ombudsman, history,
      classification = 'supervisory_complaint' OR coalesce(category, '') = 'conduct.illegal_levy'
        OR 'demand_for_payment' = ANY (alleged_maladministration) OR g.office IS NOT NULL AS ruled
    FROM complaints.complaints c LEFT JOIN reference.categories g ON g.code = c.category`,
  );
  return rows.map(({ lodged_at: lodgedAt, consent_to_ombudsman: consent, history, ...row }) => ({
    ...row,
    lodgedAt,
    consent,
    key: keys.get(row.id)?.lodging ?? null,
    facts: history.map(fact => ({ ...fact, at: new Date(fact.at) })),
    keys: keys.get(row.id)?.all ?? [],
  }));
};
