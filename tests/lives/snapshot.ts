import { clocksOf, type Calendar, type ClockState, type SlaPolicy } from '../../apps/sla/src/domain/index.js';
import { historyOf } from '@tuntas/complaint/storage';
import type { City } from '../kit/city.js';
import type {
  StoredCase,
  StoredClock,
  StoredComplaint,
  StoredEscalation,
  StoredEvent,
  StoredMessage,
} from './stored-rows.js';

/** The stored state of one complaint, once all events are consumed. */
export interface StoredState {
  readonly row: StoredComplaint;
  readonly settledUntil: Date;
  readonly clocks: readonly StoredClock[];
  readonly escalations: readonly StoredEscalation[];
  readonly cases: readonly StoredCase[];
  readonly messages: readonly StoredMessage[];
  /** The events of complaints and ombudsman, in sequence order. */
  readonly events: readonly StoredEvent[];
  /** By source: the number of events and the highest sequence number. */
  readonly eventCounts: readonly EventCount[];
}
interface EventCount {
  readonly source: string;
  readonly events: number;
  readonly last: number;
}

const rowsBy = async <Row>(
  city: City,
  key: 'complaint_id' | 'subject',
  statement: string,
): Promise<Map<string, Row[]>> => {
  const found = new Map<string, Row[]>();
  for (const row of await city.sql<Row & Record<typeof key, string>>(statement))
    found.set(row[key], [...(found.get(row[key]) ?? []), row]);
  return found;
};

/** @param settled business time up to which the history is final */
export const readEverything = async (city: City, settled: Date): Promise<ReadonlyMap<string, StoredState>> => {
  const [rows, streams, clocks, escalations, cases, eventCounts, messages, events] = await Promise.all([
    city.sql<StoredComplaint>(
      `SELECT c.*
       FROM complaints.settled_history((SELECT array_agg(id) FROM complaints.complaints)) s
       JOIN complaints.complaints c ON c.id = s.id`,
    ),
    rowsBy<{ settled_until: Date | null }>(
      city,
      'complaint_id',
      `SELECT complaint_id, nullif(settled_until, '-infinity') AS settled_until FROM sla.heads`,
    ),
    rowsBy<StoredClock>(city, 'complaint_id', 'SELECT * FROM sla.clocks ORDER BY started_at, id'),
    rowsBy<StoredEscalation>(city, 'complaint_id', 'SELECT * FROM escalation.escalations ORDER BY raised_at, id'),
    rowsBy<StoredCase>(city, 'complaint_id', 'SELECT * FROM ombudsman.cases'),
    rowsBy<EventCount>(
      city,
      'subject',
      `SELECT subject, source, count(*)::int AS events, max(sequence)::int AS last
       FROM eventlog.log
       GROUP BY subject, source
       ORDER BY source`,
    ),
    rowsBy<StoredMessage>(city, 'complaint_id', 'SELECT * FROM complaints.messages ORDER BY decided_at, id'),
    rowsBy<StoredEvent>(
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
      row.id,
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
  const policies = (await city.sql<{ body: SlaPolicy }>('SELECT body FROM sla.policies')).map(({ body }) => body);
  const calendars = new Map<string, Calendar>(
    (await city.sql<{ code: string; body: Calendar }>('SELECT code, body FROM sla.calendars')).map(({ code, body }) => [
      code,
      body,
    ]),
  );
  const offices = new Map<string, string>(
    (await city.sql<{ code: string; calendar: string }>('SELECT code, calendar FROM reference.offices')).map(
      ({ code, calendar }) => [code, calendar],
    ),
  );
  return { policies, calendarOf: office => calendars.get(office === null ? 'office-hours' : offices.get(office)!)! };
};

/** Computes the clocks of a complaint from its history with the product's code, by name. */
export const computedClocks = (
  { row, escalations, clocks, settledUntil }: StoredState,
  rules: SlaRules,
): ReadonlyMap<string, ClockState> => {
  const keys = new Map(clocks.map(({ id, name, cycle, n }) => [id, { name, cycle, n }]));
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

type ClockKey = Pick<StoredClock, 'name' | 'cycle' | 'n' | 'escalation_id'>;
export const nameOf = ({ name, cycle, n, escalation_id: escalationId }: ClockKey): string =>
  [name, cycle, n, ...(escalationId ? [escalationId] : [])].join('/');
