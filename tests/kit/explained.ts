import type { City } from './city.js';
import type { PublishedEvent } from './published-events.js';

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
type Event = PublishedEvent & { readonly payload: any };

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
  const events = (await city.publishedEvents()).map((event): Event => ({ ...event, payload: JSON.parse(event.data) }));
  const kinds = new Set<string>();
  for (const clock of clocks) {
    const stored = {
      due: clock.due_at?.toISOString() ?? null,
      left: clock.due_at === null ? Number(clock.remaining_ms) : null,
    };
    const itself = await city.get(`/v1/sla/clocks/${clock.id}/explanation`, { as: 'sla_operator' });
    expect([itself.status, nameOf(clock), outcomeOf(itself.body)]).toEqual([200, nameOf(clock), stored]);
    expect([itself.body.clock.id, itself.body.clock.dueAt, itself.body.steps.at(-1).kind === 'due']).toEqual([
      clock.id,
      stored.due,
      stored.due !== null,
    ]);
    const question = questionOf(
      clock,
      events.filter(({ subject }) => subject === clock.complaint_id),
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
  events: readonly Event[],
) => {
  const own = events.filter(({ payload }) => payload.clockId === id);
  const instants = (type: string): string[] =>
    own.filter(event => event.type === `clock.${type}.v1`).map(({ payload }) => payload.at);
  const [paused, resumed] = [instants('paused'), instants('resumed')];
  const question = events.filter(
    ({ type, payload }) => type === 'complaint.information-requested.v1' && payload.cycle === cycle,
  )[n - 1];
  const rung = events.find(
    ({ type, payload }) => type === 'escalation.raised.v1' && payload.escalationId === escalation_id,
  );
  return {
    clock: name,
    classification,
    office,
    startedAt: started_at.toISOString(),
    pauses: paused.map((from, i) => ({ from, to: resumed[i] ?? null })),
    length:
      name === 'complainant_answer'
        ? question!.payload.dueInWorkingDays
        : name === 'ladder'
          ? rung!.payload.nextRung.afterWorkingDays
          : null,
    changedAt: instants('moved').at(-1) ?? null,
  };
};
