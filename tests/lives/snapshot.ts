import { clocksOf, type Calendar, type ClockState, type SlaPolicy } from '../../apps/sla/src/domain/index.js';
import { historyOf } from '@tuntas/complaint/storage';
import type { City } from '../kit/city.js';

/** The stored state of one complaint, once all events are consumed. */
export interface StoredState {
  readonly row: any;
  readonly settledUntil: Date;
  readonly clocks: readonly any[];
  readonly escalations: readonly any[];
  readonly cases: readonly any[];
  readonly messages: readonly any[];
  /** The events of complaints and ombudsman, in sequence order. */
  readonly events: readonly { readonly type: string; readonly cause: string; readonly data: any }[];
  /** By source: the number of events and the highest sequence number. */
  readonly eventCounts: readonly { readonly source: string; readonly events: number; readonly last: number }[];
}

const rowsBy = async (city: City, key: string, statement: string): Promise<Map<string, any[]>> => {
  const found = new Map<string, any[]>();
  for (const row of await city.sql(statement)) found.set(row[key], [...(found.get(row[key]) ?? []), row]);
  return found;
};

/** @param settled business time up to which the history is final */
export const readEverything = async (city: City, settled: Date): Promise<ReadonlyMap<string, StoredState>> => {
  const [rows, streams, clocks, escalations, cases, eventCounts, messages, events] = await Promise.all([
    city.sql(
      `SELECT c.*
       FROM complaints.settled_history((SELECT array_agg(id) FROM complaints.complaints)) s
       JOIN complaints.complaints c ON c.id = s.id`,
    ),
    rowsBy(
      city,
      'complaint_id',
      `SELECT complaint_id, nullif(settled_until, '-infinity') AS settled_until FROM sla.heads`,
    ),
    rowsBy(city, 'complaint_id', 'SELECT * FROM sla.clocks ORDER BY started_at, id'),
    rowsBy(city, 'complaint_id', 'SELECT * FROM escalation.escalations ORDER BY raised_at, id'),
    rowsBy(city, 'complaint_id', 'SELECT * FROM ombudsman.cases'),
    rowsBy(
      city,
      'subject',
      `SELECT subject, source, count(*)::int AS events, max(sequence)::int AS last
       FROM eventlog.log
       GROUP BY subject, source
       ORDER BY source`,
    ),
    rowsBy(city, 'complaint_id', 'SELECT * FROM complaints.messages ORDER BY decided_at, id'),
    rowsBy(
      city,
      'subject',
      `SELECT subject, type, envelope::jsonb ->> 'causationid' AS cause, data::jsonb AS data
       FROM eventlog.log
       WHERE source IN ('complaints', 'ombudsman')
       ORDER BY source, sequence`,
    ),
  ]);
  return new Map(
    rows.map(row => [
      row.id as string,
      {
        row,
        settledUntil: new Date(
          Math.max(
            settled.getTime(),
            row.decided_at.getTime(),
            streams.get(row.id)?.[0]?.settled_until?.getTime() ?? 0,
          ),
        ),
        clocks: clocks.get(row.id) ?? [],
        escalations: escalations.get(row.id) ?? [],
        cases: cases.get(row.id) ?? [],
        eventCounts: eventCounts.get(row.id) ?? [],
        messages: messages.get(row.id) ?? [],
        events: events.get(row.id) ?? [],
      },
    ]),
  );
};

export interface SlaRules {
  readonly policies: readonly SlaPolicy[];
  readonly calendarOf: (office: string | null) => Calendar;
}

/** The policies and calendars of the system. */
export const readSlaRules = async (city: City): Promise<SlaRules> => {
  const policies = (await city.sql('SELECT body FROM sla.policies')).map(({ body }) => body as SlaPolicy);
  const calendars = new Map<string, Calendar>(
    (await city.sql('SELECT code, body FROM sla.calendars')).map(({ code, body }) => [code, body]),
  );
  const offices = new Map<string, string>(
    (await city.sql('SELECT code, calendar FROM reference.offices')).map(({ code, calendar }) => [code, calendar]),
  );
  return { policies, calendarOf: office => calendars.get(office === null ? 'office-hours' : offices.get(office)!)! };
};

/** Computes the clocks of a complaint from its history with the product's code, by name. */
export const computedClocks = (
  { row, escalations, clocks, settledUntil }: StoredState,
  rules: SlaRules,
): ReadonlyMap<string, ClockState> => {
  const keys = new Map(clocks.map(({ id, name, cycle, n }) => [id as string, { name, cycle, n }]));
  const states = clocksOf({
    ...rules,
    facts: historyOf(row.history),
    isAnonymous: row.is_anonymous,
    settledUntil,
    escalations: escalations.map(
      ({
        id,
        clock_id: clockId,
        level,
        raised_at: raisedAt,
        office,
        target,
        next_after_working_days: afterWorkingDays,
      }) => ({
        id,
        level,
        raisedAt,
        afterWorkingDays,
        of: clockId === null ? null : (keys.get(clockId) ?? null),
        office: target === 'office_head' ? office : null,
      }),
    ),
  });
  return new Map(states.map(state => [nameOf({ ...state.key, escalation_id: state.key.escalationId }), state]));
};

export const nameOf = ({ name, cycle, n, escalation_id: escalationId }: any): string =>
  [name, cycle, n, ...(escalationId ? [escalationId] : [])].join('/');
