import { nextDue, pendingTransitions } from './clock-state.js';
import type { ClockState } from './clock-state.js';
import { policies, wita } from './seed.spec-kit.js';
import type { SlaPolicy } from './sla-policy.js';
import { accepted, assigned, lodged, Story } from './story.spec-kit.js';

const stepsOf = ({ transitions }: ClockState) => transitions.map(({ type, at }) => [type, at]);
describe('clocks of lodging and verification', () => {
  it("start the coordinator's clocks and the resolution clock with the tenant's calendar on lodging", () => {
    const clocks = lodged().clocks('2026-11-02T09:00');
    expect(clocks.map(({ key, dueAt, office }) => [key.name, dueAt, office])).toEqual([
      ['verification', wita('2026-11-05T16:00'), null],
      ['completeness_reply', wita('2026-11-17T00:00'), null],
      ['resolution', wita('2026-11-20T16:30'), null],
    ]);
    // The first warning is at half of the budget of the verification: six hours of Monday, all of Tuesday, and three
    // quarters of an hour of Wednesday.
    expect(nextDue(clocks)).toEqual(wita('2026-11-04T08:15'));
    expect(nextDue(lodged().clocks('2026-11-05T15:59'))).toEqual(wita('2026-11-05T16:00'));
  });

  it("meets the verification and starts the office's clocks on assignment", () => {
    const story = assigned();
    expect(story.summary('2026-11-02T10:00')).toEqual({
      verification: 'met',
      completeness_reply: 'met',
      resolution: 'running',
      human_contact: 'running',
      first_response: 'running',
      decision: 'running',
    });
    expect(story.clock('human_contact', '2026-11-02T10:00').dueAt).toEqual(wita('2026-11-03T16:00'));
    expect(story.clock('first_response', '2026-11-02T10:00').dueAt).toEqual(wita('2026-11-09T16:00'));
    expect(story.clock('decision', '2026-11-02T10:00').dueAt).toEqual(wita('2027-01-02T00:00'));
    expect(story.clock('resolution', '2026-11-02T10:00')).toMatchObject({
      office: 'DLH',
      maxLevel: 3,
      policyVersion: 1,
    });
  });

  it('starts the decision clock on verification and does not start it again on assignment', () => {
    const story = lodged()
      .act('verify', '2026-11-03T09:00', { verified: true })
      .act('assign', '2026-11-04T09:00', { office: 'DLH' });
    expect(story.clocks('2026-11-04T09:00').filter(({ key }) => key.name === 'decision')).toHaveLength(1);
    expect(story.clock('decision', '2026-11-04T09:00').startedAt).toEqual(wita('2026-11-03T09:00'));
    expect(story.clock('verification', '2026-11-04T09:00').metAt).toEqual(wita('2026-11-03T09:00'));
  });

  it('meets the completeness reply and pauses the verification until the completion, on a request for it', () => {
    const story = lodged().act('request_completion', '2026-11-03T09:30');
    expect(story.summary('2026-11-03T10:00')).toEqual({
      verification: 'paused',
      completeness_reply: 'met',
      resolution: 'paused',
      completion: 'running',
    });
    expect(story.clock('verification', '2026-11-03T10:00')).toMatchObject({
      dueAt: null,
      pausedAt: wita('2026-11-03T09:30'),
      remainingMs: (5.5 + 7.5 + 7.5) * 3_600_000,
    });
    story.act('complete', '2026-11-04T09:30', { status: 'received' });
    expect(story.clock('completion', '2026-11-04T09:30')).toMatchObject({ status: 'met' });
    expect(story.clock('verification', '2026-11-04T09:30')).toMatchObject({
      status: 'running',
      dueAt: wita('2026-11-06T16:30'),
    });
  });

  it('lapses an overdue completion; closing then cancels the other clocks and starts the reopening clock', () => {
    const story = lodged().act('request_completion', '2026-11-03T09:30');
    expect(story.clock('completion', '2026-12-04T00:00')).toMatchObject({
      status: 'lapsed',
      dueAt: wita('2026-12-04T00:00'),
      breachedAt: null,
    });
    story.act('lapse_completion', '2026-12-04T00:01');
    expect(story.summary('2026-12-04T00:01')).toEqual({
      verification: 'cancelled',
      completeness_reply: 'met',
      resolution: 'cancelled',
      completion: 'lapsed',
      reopening: 'running',
    });
    expect(story.clock('reopening', '2026-12-04T00:01').dueAt).toEqual(wita('2027-01-04T00:00'));
  });

  it('accepts a completion after the lapse but before the closing; the clock stays lapsed', () => {
    const story = lodged()
      .act('request_completion', '2026-11-03T09:30')
      .act('complete', '2026-12-04T00:00', { status: 'received' });
    expect(story.clock('completion', '2026-12-04T08:00')).toMatchObject({
      status: 'lapsed',
      metAt: wita('2026-12-04T00:00'),
    });
  });
});

describe('a clock of a duty', () => {
  it('is breached only once its due instant is settled', () => {
    expect(assigned().clock('human_contact', '2026-11-03T15:59').status).toBe('running');
    expect(assigned().clock('human_contact', '2026-11-03T16:00')).toMatchObject({
      status: 'breached',
      breachedAt: wita('2026-11-03T16:00'),
      maxLevel: 0,
    });
  });

  it('is met strictly before its due instant; an act at the due instant comes after the breach', () => {
    const inTime = assigned().act('contact', '2026-11-03T15:59');
    expect(inTime.clock('human_contact', '2026-12-01T00:00').status).toBe('met');
    const late = assigned().act('contact', '2026-11-03T16:00');
    expect(late.clock('human_contact', '2026-11-03T16:00')).toMatchObject({
      status: 'breached',
      metAt: wita('2026-11-03T16:00'),
    });
    expect(stepsOf(late.clock('human_contact', '2026-12-01T00:00'))).toEqual([
      ['started', wita('2026-11-02T10:00')],
      ['breached', wita('2026-11-03T16:00')],
      ['met-late', wita('2026-11-03T16:00')],
    ]);
  });

  it('records its working time when met, without nights, breaks, weekends and pauses, by its own calendar', () => {
    const hour = 3_600_000;
    // Monday from 10:00 on, Tuesday until 14:15.
    expect(assigned().act('contact', '2026-11-03T14:15').clock('human_contact', '2026-12-01T00:00').workedMs).toBe(
      (5 + 5.75) * hour,
    );
    expect(assigned().clock('human_contact', '2026-12-01T00:00').workedMs).toBeNull();
    const paused = accepted()
      .act('ask', '2026-11-04T08:30')
      .act('answer', '2026-11-09T09:00')
      .act('resolve', '2026-11-09T09:30');
    expect(paused.clock('resolution', '2026-12-01T00:00').workedMs).toBe((6 + 7.5 + 1 + 0.5) * hour);
    const late = assigned().act('contact', '2026-11-09T09:00');
    expect(late.clock('human_contact', '2026-12-01T00:00')).toMatchObject({
      status: 'breached',
      workedMs: (5 + 4 * 7.5 + 1.5) * hour,
    });
    // The length is in calendar days, but the used time is working time.
    expect(
      lodged().act('verify', '2026-11-07T12:00', { verified: true }).clock('completeness_reply', '2026-12-01T00:00')
        .workedMs,
    ).toBe((6 + 4 * 7.5) * hour);
    // Saturday is a working day of the hospital.
    const hospital = lodged()
      .act('assign', '2026-11-06T16:30', { office: 'RSUD', verified: true })
      .act('contact', '2026-11-07T23:00');
    expect(hospital.clock('human_contact', '2026-12-01T00:00').workedMs).toBeGreaterThan(0);
  });

  it('of human contact is met only by contact, cancelled by resolution, and absent for anonymous complaints', () => {
    const resolved = accepted().act('respond', '2026-11-03T10:00').act('resolve', '2026-11-03T11:00');
    expect(resolved.summary('2026-11-03T11:00')).toMatchObject({
      human_contact: 'cancelled',
      first_response: 'met',
      resolution: 'met',
      decision: 'met',
      complainant_reply: 'running',
    });
    const anonymous = new Story();
    anonymous.isAnonymous = true;
    anonymous.act('lodge', '2026-11-02T09:00').act('assign', '2026-11-02T10:00', { office: 'DLH' });
    expect(anonymous.summary('2026-11-02T10:00')).not.toHaveProperty('human_contact');
  });
});

describe('a question to the citizen', () => {
  const asked = () => accepted().act('contact', '2026-11-03T09:15').act('ask', '2026-11-03T09:30', { workingDays: 2 });

  it("meets the first response, pauses the office's clocks and runs for the requested number of days", () => {
    expect(asked().summary('2026-11-03T09:30')).toMatchObject({
      first_response: 'met',
      resolution: 'paused',
      decision: 'paused',
      complainant_answer: 'running',
    });
    expect(asked().clock('complainant_answer', '2026-11-03T09:30')).toMatchObject({
      runsFor: 'citizen',
      dueAt: wita('2026-11-05T16:00'),
    });
  });

  it('moves the due instants by exactly the time of the pause', () => {
    const answered = asked().act('answer', '2026-11-04T11:30');
    expect(answered.clock('resolution', '2026-11-04T11:30')).toMatchObject({
      dueAt: wita('2026-11-24T09:30'),
      remainingMs: 14 * 7.5 * 3_600_000 - 2 * 3_600_000,
    });
    expect(answered.clock('decision', '2026-11-04T11:30').dueAt).toEqual(wita('2027-01-03T02:00'));
    expect(answered.clock('complainant_answer', '2026-11-04T11:30').status).toBe('met');
  });

  it('lapses without an answer, and a second question starts a second clock', () => {
    const again = asked().act('lapse_answer', '2026-11-05T16:01').act('ask', '2026-11-06T09:00');
    expect(again.clock('complainant_answer', '2026-11-06T09:00', 1, 1)).toMatchObject({
      status: 'lapsed',
      stoppedAt: wita('2026-11-05T16:00'),
    });
    expect(again.clock('complainant_answer', '2026-11-06T09:00', 1, 2)).toMatchObject({
      status: 'running',
      dueAt: wita('2026-11-20T16:30'),
    });
  });

  it('is cancelled when the office continues without the answer', () => {
    expect(asked().act('resolve', '2026-11-04T09:00').clock('complainant_answer', '2026-11-04T09:00').status).toBe(
      'cancelled',
    );
  });
});

describe('transfer and reclassification', () => {
  it('start contact and response clocks for the new office and keep the start of the resolution clock', () => {
    const story = accepted().act('transfer', '2026-11-04T09:00', { office: 'RSUD' });
    expect(story.clock('human_contact', '2026-11-04T09:00')).toMatchObject({
      status: 'breached',
      endedAt: wita('2026-11-04T09:00'),
      office: 'DLH',
    });
    expect(story.clock('first_response', '2026-11-04T09:00')).toMatchObject({ status: 'cancelled', office: 'DLH' });
    expect(story.clock('first_response', '2026-11-04T09:00', 1, 2)).toMatchObject({
      status: 'running',
      office: 'RSUD',
      dueAt: wita('2026-11-10T14:00'),
    });
    const resolution = story.clock('resolution', '2026-11-04T09:00');
    // Fourteen working days of a six-day week: Saturdays count.
    expect(resolution).toMatchObject({
      office: 'RSUD',
      startedAt: wita('2026-11-02T09:00'),
      dueAt: wita('2026-11-18T14:00'),
      calendarCode: 'six-day-week',
    });
    expect(resolution.transitions.map(({ type, dueAt }) => [type, dueAt])).toEqual([
      ['started', wita('2026-11-20T16:30')],
      ['moved', wita('2026-11-18T14:00')],
    ]);
  });

  it('move no due instant between offices with the same calendar', () => {
    const resolution = accepted()
      .act('transfer', '2026-11-04T09:00', { office: 'PUPR' })
      .clock('resolution', '2026-11-04T09:00');
    expect(resolution).toMatchObject({ office: 'PUPR', dueAt: wita('2026-11-20T16:30') });
    expect(resolution.transitions).toHaveLength(1);
  });

  it("start a second verification clock on a return to the coordinator's queue, until the next assignment", () => {
    const story = accepted().act('transfer', '2026-11-04T09:00', { office: null, status: 'received' });
    expect(story.clock('verification', '2026-11-04T09:00', 1, 2)).toMatchObject({
      status: 'running',
      dueAt: wita('2026-11-09T16:00'),
    });
    story.act('verify', '2026-11-05T09:00');
    expect(story.clock('verification', '2026-11-05T09:00', 1, 2).status).toBe('running');
    story.act('assign', '2026-11-06T09:00', { office: 'PUPR' });
    expect(story.clock('verification', '2026-11-06T09:00', 1, 2).status).toBe('met');
    expect(story.clock('first_response', '2026-11-06T09:00', 1, 2)).toMatchObject({
      status: 'running',
      office: 'PUPR',
    });
  });

  it('grant the first working day after the change, plus later pauses, if the new length is already over', () => {
    const story = accepted().act('reclassify', '2026-11-11T10:00', { classification: 'aspiration' });
    expect(story.clock('resolution', '2026-11-11T10:00')).toMatchObject({
      status: 'running',
      dueAt: wita('2026-11-12T16:00'),
      classification: 'aspiration',
    });
    story.act('ask', '2026-11-11T11:00').act('answer', '2026-11-12T08:30');
    expect(story.clock('resolution', '2026-11-12T08:30').dueAt).toEqual(wita('2026-11-13T14:00'));
  });

  it('extend the due instant for a classification with a longer length, also during a pause', () => {
    const story = accepted()
      .act('ask', '2026-11-03T09:30')
      .act('reclassify', '2026-11-04T10:00', { classification: 'supervisory_complaint' });
    const paused = story.clock('resolution', '2026-11-04T10:00');
    expect(paused).toMatchObject({ status: 'paused', dueAt: null });
    expect(paused.transitions.map(({ type }) => type)).toEqual(['started', 'paused', 'moved']);
    // Sixty working days end on 29 January 2027; two days of pause are fifteen hours.
    expect(story.act('answer', '2026-11-05T09:30').clock('resolution', '2026-11-05T09:30')).toMatchObject({
      dueAt: wita('2027-02-02T16:00'),
      provisional: true,
    });
    expect(story.clock('decision', '2026-11-05T09:30')).toMatchObject({ maxLevel: 0, provisional: false });
  });

  it('keep a breached clock breached', () => {
    const story = accepted().act('reclassify', '2026-11-23T09:00', { classification: 'supervisory_complaint' });
    expect(story.clock('resolution', '2026-11-23T09:00')).toMatchObject({
      status: 'breached',
      breachedAt: wita('2026-11-20T16:30'),
      classification: 'ordinary_complaint',
    });
  });
});

describe('clocks at the end of a cycle', () => {
  const resolved = () => accepted().act('contact', '2026-11-03T09:15').act('resolve', '2026-11-04T09:00');

  it("meet the reply and start the office's clocks with their full length on an objection", () => {
    const story = resolved().act('object', '2026-11-05T09:00');
    expect(story.clock('complainant_reply', '2026-11-05T09:00').status).toBe('met');
    expect(story.summary('2026-11-05T09:00', 2)).toEqual({
      human_contact: 'running',
      first_response: 'running',
      resolution: 'running',
      decision: 'running',
    });
    expect(story.clock('resolution', '2026-11-05T09:00', 2).dueAt).toEqual(wita('2026-11-25T16:00'));
  });

  it('lapse the reply without an answer; after the closing the reopening clock runs until a reopening meets it', () => {
    const story = resolved();
    expect(story.clock('complainant_reply', '2026-11-18T16:00')).toMatchObject({
      status: 'lapsed',
      dueAt: wita('2026-11-18T16:00'),
    });
    story.act('lapse_reply', '2026-11-18T16:01').act('consent', '2026-11-19T09:00');
    expect(
      story
        .clocks('2026-11-19T09:00')
        .filter(({ status }) => status === 'running')
        .map(({ key }) => key.name),
    ).toEqual(['reopening']);
    story.act('reopen', '2026-11-20T09:00');
    expect(story.clock('reopening', '2026-11-20T09:00').status).toBe('met');
    expect(story.summary('2026-11-20T09:00', 2)).toHaveProperty('decision', 'running');
  });

  it('start only resolution and verification on a reopening without an office', () => {
    const story = lodged().act('archive', '2026-11-03T09:00').act('reopen', '2026-11-04T09:00', { status: 'received' });
    expect(story.summary('2026-11-04T09:00')).toEqual({
      verification: 'cancelled',
      completeness_reply: 'cancelled',
      resolution: 'cancelled',
    });
    expect(story.summary('2026-11-04T09:00', 2)).toEqual({ verification: 'running', resolution: 'running' });
    story.act('assign', '2026-11-05T09:00', { office: 'DLH' });
    expect(story.summary('2026-11-05T09:00', 2)).toEqual({
      verification: 'met',
      resolution: 'running',
      human_contact: 'running',
      first_response: 'running',
      decision: 'running',
    });
  });
});

describe('the clock of a rung', () => {
  /** The resolution clock is breached on Friday 20 November, 16:30. */
  const late = () =>
    accepted()
      .act('contact', '2026-11-03T09:15')
      .act('respond', '2026-11-03T09:20')
      .raise('E1', 'resolution', 1, '2026-11-20T16:31', 3);
  const rung = (story: Story, until: string, id = 'E1') =>
    story.clocks(until).find(({ key }) => key.escalationId === id);

  it("runs from the raising by its holder's calendar and is breached", () => {
    expect(rung(late(), '2026-11-20T16:31')).toMatchObject({
      key: { name: 'ladder', cycle: 1, n: 1 },
      status: 'running',
      dueAt: wita('2026-11-25T16:00'),
      maxLevel: 2,
      runsFor: 'holder',
    });
    expect(rung(late(), '2026-11-25T16:00')).toMatchObject({ status: 'breached' });
    const second = late().raise('E2', 'resolution', 2, '2026-11-25T16:01', 5);
    expect(rung(second, '2026-11-25T16:01', 'E2')).toMatchObject({
      key: { n: 2 },
      dueAt: wita('2026-12-02T16:00'),
      maxLevel: 3,
    });
  });

  it('is met when the duty is met; after a breach it stays breached', () => {
    expect(rung(late().act('resolve', '2026-11-25T15:59'), '2026-11-25T15:59')).toMatchObject({
      status: 'met',
      metAt: wita('2026-11-25T15:59'),
    });
    expect(rung(late().act('resolve', '2026-11-25T16:00'), '2026-11-25T16:00')).toMatchObject({
      status: 'breached',
      metAt: wita('2026-11-25T16:00'),
    });
  });

  it('is paused while the citizen is asked', () => {
    const story = late().act('ask', '2026-11-23T09:00');
    expect(rung(story, '2026-12-31T00:00')).toMatchObject({ status: 'paused', dueAt: null });
    expect(rung(story.act('answer', '2026-11-24T09:00'), '2026-11-24T09:00')?.dueAt).toEqual(wita('2026-11-26T16:00'));
    const waiting = accepted().act('ask', '2026-11-10T09:00').raise('E1', 'first_response', 1, '2026-11-10T10:00', 3);
    expect(rung(waiting, '2026-11-10T10:00')).toBeUndefined(); // the question was the first response
  });

  it('starts paused if it is raised while the citizen is asked', () => {
    const story = accepted().act('ask', '2026-11-03T17:00').raise('E1', 'human_contact', 1, '2026-11-03T17:01', 3);
    expect(rung(story, '2026-11-03T17:01')?.transitions.map(({ type }) => type)).toEqual(['started', 'paused']);
  });

  it('is cancelled by a transfer that ends the response duty, by closing and by a new cycle', () => {
    const silent = () => accepted().raise('E1', 'first_response', 1, '2026-11-09T16:01', 3);
    expect(rung(silent().act('transfer', '2026-11-10T09:00', { office: 'PUPR' }), '2026-11-10T09:00')?.status).toBe(
      'cancelled',
    );
    expect(rung(silent().act('withdraw', '2026-11-10T09:00'), '2026-11-10T09:00')?.status).toBe('cancelled');
    expect(rung(late().act('transfer', '2026-11-23T09:00', { office: 'PUPR' }), '2026-11-23T09:00')?.status).toBe(
      'running',
    );
  });

  it('does not start if the duty was done at or before the raising, or if the ladder ends', () => {
    expect(rung(late().act('resolve', '2026-11-20T16:31'), '2026-11-20T16:31')).toBeUndefined();
    expect(
      rung(accepted().raise('E1', 'first_response', 2, '2026-11-09T16:01', null), '2026-11-09T16:01'),
    ).toBeUndefined();
  });
});

describe('pendingTransitions', () => {
  it('returns the transitions of all clocks in chronological order, without those already emitted', () => {
    const story = assigned().act('contact', '2026-11-03T16:30');
    const steps = pendingTransitions(story.clocks('2026-11-09T16:00'), () => 0).map(
      ({ clock, transition }) => `${clock.key.name} ${transition.type}`,
    );
    expect(steps).toEqual([
      'verification started',
      'completeness_reply started',
      'resolution started',
      'verification met',
      'completeness_reply met',
      'human_contact started',
      'first_response started',
      'decision started',
      'human_contact breached',
      'human_contact met-late',
      'first_response warned',
      'first_response warned',
      'first_response warned',
      'first_response breached',
    ]);
    const rest = pendingTransitions(story.clocks('2026-11-09T16:00'), ({ name }) =>
      name === 'first_response' ? 4 : 9,
    );
    expect(rest.map(({ transition }) => transition.type)).toEqual(['breached']);
  });
});

describe('clocksOf', () => {
  it('uses the policy that is valid when the clock starts', () => {
    const stricter: SlaPolicy = {
      ...policies.find(({ name }) => name === 'first_response')!,
      version: 2,
      validFrom: '2026-11-03',
      length: 2,
    };
    const both = { policies: [...policies, stricter] };
    const versions = accepted()
      .act('transfer', '2026-11-04T09:00', { office: 'PUPR' })
      .clocks('2026-11-04T09:00', both)
      .filter(({ key }) => key.name === 'first_response')
      .map(({ policyVersion, dueAt }) => [policyVersion, dueAt]);
    expect(versions).toEqual([
      [1, wita('2026-11-09T16:00')],
      [2, wita('2026-11-06T16:30')],
    ]);
  });
});
