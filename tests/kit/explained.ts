import type { DomainEvent, Events, EventType } from '@tuntas/contracts';
import type { City } from './city.js';

interface StoredClock {
  readonly id: string;
  readonly complaint_id: string;
  readonly name: string;
  readonly cycle: number;
  readonly n: number;
  readonly escalation_id: string | null;
  readonly status: string;
  readonly classification: string;
  readonly office: string | null;
  readonly started_at: Date;
  readonly due_at: Date | null;
  readonly remaining_ms: number | null;
}

/**
 * Asserts that the explanation of every clock, of these complaints or of all, computes the due time of the clock.
 * Checks the explanation by clock id and the one computed from the clock's events.
 * @returns the kinds of steps that occurred
 */
export const expectEveryClockExplained = async (
  city: City,
  complaintIds: readonly string[] | null = null,
): Promise<ReadonlySet<string>> => {
  await city.settle();
  const clocks = await city.sql<StoredClock>(
    'SELECT * FROM sla.clocks WHERE $1::uuid[] IS NULL OR complaint_id = ANY ($1) ORDER BY started_at, id',
    [complaintIds],
  );
  const events = (await city.publishedEvents()).map(({ subject, type, data }) => ({
    subject,
    event: { type, data: JSON.parse(data) } as DomainEvent,
  }));
  const kinds = new Set<string>();
  for (const clock of clocks) {
    const stored = {
      due: clock.due_at?.toISOString() ?? null,
      left: clock.due_at === null ? Number(clock.remaining_ms) : null,
    };
    const itself = await city.get(`/v1/sla/clocks/${clock.id}/explanation`, { as: 'sla_operator' });
    expect([itself.status, nameOf(clock), outcomeOf(itself.body)]).toEqual([200, nameOf(clock), stored]);
    expect([itself.body.clock.id, itself.body.clock.dueAt, itself.body.steps.at(-1)!.kind === 'due']).toEqual([
      clock.id,
      stored.due,
      stored.due !== null,
    ]);
    const question = questionOf(
      clock,
      events.filter(({ subject }) => subject === clock.complaint_id).map(({ event }) => event),
    );
    const answer = await city.post('/v1/sla/explain', question, { as: 'sla_operator' });
    expect([answer.status, question, outcomeOf(answer.body)]).toEqual([200, question, stored]);
    for (const { kind } of [...itself.body.steps, ...answer.body.steps]) kinds.add(kind);
  }
  return kinds;
};

const nameOf = ({ name, cycle, n, status }: StoredClock): string => `${name} ${cycle}.${n} ${status}`;
const outcomeOf = ({ dueAt, remaining }: { dueAt: string | null; remaining: string | null }) => ({
  due: dueAt,
  left: remaining === null ? null : millisecondsOf(remaining),
});
const millisecondsOf = (duration: string): number => {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration)!;
  return Math.round(Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000);
};

/** Builds the explain request of a clock from the events of its complaint. */
const questionOf = (
  { id, name, cycle, n, classification, office, started_at, escalation_id }: StoredClock,
  events: readonly DomainEvent[],
) => {
  const dataOf = <T extends EventType>(type: T): Events[T][] =>
    events.filter(event => event.type === type).map(({ data }) => data as Events[T]);
  const instants = (type: 'clock.paused.v1' | 'clock.resumed.v1' | 'clock.moved.v1'): string[] =>
    dataOf(type)
      .filter(({ clockId }) => clockId === id)
      .map(({ at }) => at);
  const [paused, resumed] = [instants('clock.paused.v1'), instants('clock.resumed.v1')];
  const question = dataOf('complaint.information-requested.v1').filter(each => each.cycle === cycle)[n - 1];
  const rung = dataOf('escalation.raised.v1').find(({ escalationId }) => escalationId === escalation_id);

  return {
    clock: name,
    classification,
    office,
    startedAt: started_at.toISOString(),
    pauses: paused.map((from, i) => ({ from, to: resumed[i] ?? null })),
    length:
      name === 'complainant_answer'
        ? question!.dueInWorkingDays
        : name === 'ladder'
          ? rung!.nextRung!.afterWorkingDays
          : null,
    changedAt: instants('clock.moved.v1').at(-1) ?? null,
  };
};
