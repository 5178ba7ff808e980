import type { ClockState } from './clock-state.js';
import { nextDue } from './clock-state.js';
import { reconcile } from './reconciliation.js';
import { officeHours, policies, wita } from './seed.spec-kit.js';
import { policyFrom } from './sla-policy.js';
import { accepted, assigned, lodged, Story } from './story.spec-kit.js';

const warnings = ({ transitions }: ClockState) =>
  transitions.flatMap(step => (step.type === 'warned' ? [[step.percent, step.at]] : []));
const late = '2027-02-01T00:00';

/**
 * The warnings of a first response assigned on Monday at 10:00. The budget is 42.5 hours, 5 of them on Monday. Instants
 * are rounded up to the minute.
 */
const responseWarnings = [
  [50, wita('2026-11-05T08:45')],
  [75, wita('2026-11-06T13:23')],
  [90, wita('2026-11-09T10:45')],
];

describe('a warning', () => {
  it('is recorded at 50, 75 and 90 percent of the working time of a duty', () => {
    expect(warnings(assigned().clock('first_response', late))).toEqual(responseWarnings);
    expect(warnings(lodged().clock('verification', late))).toEqual([
      [50, wita('2026-11-04T08:15')],
      [75, wita('2026-11-05T07:53')],
      [90, wita('2026-11-05T13:09')],
    ]);
  });

  it('is recorded with its percentage at its instant, not before', () => {
    const at = (instant: string) => assigned().clock('first_response', instant);
    expect([warnings(at('2026-11-05T08:44')), at('2026-11-05T08:44').warnedPercent]).toEqual([[], null]);
    expect([warnings(at('2026-11-05T08:45')), at('2026-11-05T08:45').warnedPercent]).toEqual([
      responseWarnings.slice(0, 1),
      50,
    ]);
    expect(at('2026-11-05T08:45').nextWarningAt).toEqual(wita('2026-11-06T13:23'));
    expect(at('2026-11-09T10:45')).toMatchObject({ warnedPercent: 90, nextWarningAt: null, status: 'running' });
  });

  it('is not recorded after the duty was met; at the same instant the warning comes first', () => {
    const respondedAt = (instant: string) => warnings(accepted().act('respond', instant).clock('first_response', late));
    expect(respondedAt('2026-11-05T08:44')).toEqual([]);
    expect(respondedAt('2026-11-05T08:45')).toEqual(responseWarnings.slice(0, 1));
    expect(respondedAt('2026-11-09T09:00')).toEqual(responseWarnings.slice(0, 2));
  });

  it('moves by the time of a pause while the complainant is asked', () => {
    const story = accepted().act('respond', '2026-11-03T09:15').act('ask', '2026-11-03T09:30');
    expect(story.clock('resolution', '2026-12-31T00:00')).toMatchObject({
      status: 'paused',
      warnedPercent: null,
      nextWarningAt: null,
    });
    expect(warnings(accepted().clock('resolution', '2026-11-12T23:00'))).toEqual([[50, wita('2026-11-11T12:00')]]);
    expect(warnings(story.act('answer', '2026-11-04T09:30').clock('resolution', '2026-11-12T23:00'))).toEqual([
      [50, wita('2026-11-12T12:00')],
    ]);
  });

  it('is recorded after an outage at its own instant, before the breach', () => {
    const clock = assigned().clock('first_response', late);
    expect(clock.transitions.map(({ type, at }) => [type, at])).toEqual([
      ['started', wita('2026-11-02T10:00')],
      ...responseWarnings.map(([, at]) => ['warned', at]),
      ['breached', wita('2026-11-09T16:00')],
    ]);
  });

  it("is not recorded for the citizen's clocks, or for clocks that do not escalate", () => {
    const story = accepted()
      .act('ask', '2026-11-09T17:00')
      .act('lapse_answer', '2026-11-23T16:31')
      .act('resolve', '2026-12-21T09:00')
      .act('lapse_reply', '2027-01-08T09:00')
      .raise('E1', 'first_response', 1, '2026-11-09T16:01', 3);
    const warned = story
      .clocks(late)
      .filter(clock => warnings(clock).length > 0)
      .map(({ key }) => key.name);
    expect(warned).toEqual(['resolution', 'first_response']);
    expect(story.clocks(late).map(({ key }) => key.name)).toEqual(
      expect.arrayContaining([
        'human_contact',
        'ladder',
        'complainant_answer',
        'complainant_reply',
        'reopening',
        'decision',
      ]),
    );
  });

  it('is not recorded for a policy version without warnAt', () => {
    const { warnAt: _, ...before } = policies.find(({ name }) => name === 'first_response')!;
    const clocks = assigned().clocks(late, {
      policies: [...policies.filter(({ name }) => name !== 'first_response'), policyFrom(before)],
    });
    expect(warnings(clocks.find(({ key }) => key.name === 'first_response')!)).toEqual([]);
  });
});

describe('warnings of two clocks of the same duty', () => {
  it('come only from the clock that is due first, also after its breach', () => {
    expect(warnings(lodged().clock('completeness_reply', late))).toEqual([]);
    expect(warnings(accepted().clock('resolution', late)).map(([percent]) => percent)).toEqual([50, 75, 90]);
    expect(warnings(accepted().clock('decision', late))).toEqual([]);
    expect(accepted().clock('decision', '2026-11-21T00:00')).toMatchObject({ status: 'running', nextWarningAt: null });
  });

  it('come from the other clock if the clock that is due first has no warnings', () => {
    const story = new Story()
      .act('lodge', '2026-11-02T09:00', { classification: 'supervisory_complaint' })
      .act('assign', '2026-11-02T10:00', { office: 'INSPEKTORAT' });
    expect(story.clock('decision', late).dueAt! < story.clock('resolution', late).dueAt!).toBe(true);
    expect(warnings(story.clock('decision', late))).toEqual([]);
    expect(warnings(story.clock('resolution', '2027-01-28T00:00')).map(([percent]) => percent)).toEqual([50, 75, 90]);
  });

  it('come from the decision clock if a policy makes it due first', () => {
    const shortDecision = policies.map(policy => (policy.name === 'decision' ? { ...policy, length: 10 } : policy));
    const story = accepted();
    const [resolution, decision] = ['resolution', 'decision'].map(name =>
      story.clocks(late, { policies: shortDecision }).find(({ key }) => key.name === name)!,
    );
    expect(warnings(resolution!)).toEqual([]);
    expect(warnings(decision!).map(([percent]) => percent)).toEqual([50, 75, 90]);
  });
});

describe('warnings after a recomputed due instant', () => {
  it('keep those already recorded and repeat none', () => {
    const longer = accepted()
      .act('respond', '2026-11-03T10:00')
      .act('reclassify', '2026-11-11T13:00', { classification: 'supervisory_complaint' });
    const given = warnings(longer.clock('resolution', late));
    expect(given[0]).toEqual([50, wita('2026-11-11T12:00')]);
    expect(given.map(([percent]) => percent)).toEqual([50, 75, 90]);
    const moved = accepted().act('transfer', '2026-11-12T09:00', { office: 'RSUD' }).clock('resolution', late);
    expect(warnings(moved).map(([percent]) => percent)).toEqual([50, 75, 90]);
    expect(warnings(moved)[0]).toEqual([50, wita('2026-11-11T12:00')]);
  });

  it('record only the highest overdue percentage, at the instant of the change', () => {
    const shorter = (at: string) =>
      warnings(accepted().act('reclassify', at, { classification: 'aspiration' }).clock('resolution', late));
    expect(shorter('2026-11-05T10:00')[0]).toEqual([50, wita('2026-11-05T10:00')]);
    expect(shorter('2026-11-06T15:00').map(([percent, at]) => [percent, at])).toEqual([
      [75, wita('2026-11-06T15:00')],
      [90, wita('2026-11-09T10:39')],
    ]);
  });

  it('record the overdue percentage at the answer if the change came during a pause', () => {
    const story = accepted()
      .act('ask', '2026-11-05T10:00')
      .act('reclassify', '2026-11-06T09:00', { classification: 'aspiration' });
    expect(warnings(story.clock('resolution', '2026-11-09T08:00'))).toEqual([]);
    const { transitions } = story.act('answer', '2026-11-09T08:00').clock('resolution', '2026-11-09T08:00');
    expect(transitions.map(({ type, at }) => [type, at]).slice(-2)).toEqual([
      ['resumed', wita('2026-11-09T08:00')],
      ['warned', wita('2026-11-09T08:00')],
    ]);
  });

  it('are computed for the grace term if the recomputed time would be over', () => {
    const given = warnings(
      accepted()
        .act('reclassify', '2026-11-11T10:00', { classification: 'aspiration' })
        .clock('resolution', '2026-11-12T15:59'),
    );
    expect(given[0]).toEqual([50, wita('2026-11-12T08:45')]);
    expect(given.map(([percent]) => percent)).toEqual([50, 75, 90]);
  });

  it('start again with a new cycle', () => {
    const story = accepted()
      .act('respond', '2026-11-03T10:00')
      .act('resolve', '2026-11-12T09:00')
      .act('object', '2026-11-13T09:00');
    expect(warnings(story.clock('resolution', '2026-11-25T00:00', 1))).toEqual([[50, wita('2026-11-11T12:00')]]);
    expect(warnings(story.clock('resolution', late, 2)).map(([percent]) => percent)).toEqual([50, 75, 90]);
  });
});

describe('reconcile with a due warning', () => {
  const history = (settledUntil: string) => ({
    facts: assigned().facts,
    isAnonymous: false,
    policies,
    calendarOf: () => officeHours,
    settledUntil: wita(settledUntil),
  });
  const ids = () => {
    let n = 0;
    return () => `clock-${++n}`;
  };
  const now = wita(late);

  it('emits clock.warned.v1 once with its percentage and returns the next warning as next due', () => {
    const first = reconcile(history('2026-11-05T08:44'), [], [], now, ids());
    expect(first.nextDue).toEqual(wita('2026-11-05T08:45'));
    const second = reconcile(history('2026-11-05T08:45'), [], first.rows, now, ids());
    expect(
      second.events.map(({ type, data }) => [
        type,
        'name' in data && data.name,
        'percent' in data && data.percent,
        'at' in data && data.at,
      ]),
    ).toEqual([['clock.warned.v1', 'first_response', 50, wita('2026-11-05T08:45').toISOString()]]);
    expect(second.rows.map(({ clock }) => [clock.key.name, clock.status, clock.warnedPercent])).toEqual([
      ['first_response', 'running', 50],
    ]);
    expect(second.nextDue).toEqual(wita('2026-11-06T13:23'));
    const third = reconcile(history('2026-11-05T08:46'), [], merged(first.rows, second.rows), now, ids());
    expect([third.rows, third.events]).toEqual([[], []]);
  });

  it('does not return the warnings of a clock that does not warn of its duty as next due', () => {
    const { rows } = reconcile(history('2026-11-23T00:00'), [], [], now, ids());
    expect(nextDue(rows.map(({ clock }) => clock))).toEqual(
      rows.find(({ clock }) => clock.key.name === 'decision')!.clock.dueAt,
    );
  });
});

const merged = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): T[] =>
  before.map(row => after.find(({ id }) => id === row.id) ?? row);
