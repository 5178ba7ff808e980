import type { EscalationEvent } from '@tuntas/contracts';
import { escalationLevel } from './escalation.js';
import { World } from './world.spec-kit.js';

const types = (events: readonly EscalationEvent[]) => events.map(({ type }) => type);

describe('the ladder of a neglected complaint', () => {
  it('reaches the head, the coordinator and the Ombudsman if the citizen has consented', () => {
    const world = new World(true);
    world.neglect('resolution', 3);
    expect(world.summary).toEqual([
      'resolution 1 office_head open',
      'resolution 2 coordinator open',
      'resolution 3 ombudsman open',
    ]);
    expect(world.rows.map(({ nextRung }) => nextRung)).toEqual([
      { level: 2, afterWorkingDays: 3 },
      { level: 3, afterWorkingDays: 5 },
      null,
    ]);
    expect(world.rows.map(({ reason }) => reason)).toEqual(['breach', 'ladder', 'ladder']);
    expect(escalationLevel(world.rows, 1)).toBe(3);
  });

  it('stays at level 2 without consent and offers the referral once', () => {
    const world = new World();
    world.neglect('resolution', 3);
    expect(world.summary).toEqual(['resolution 1 office_head open', 'resolution 2 coordinator open']);
    expect(types(world.events)).toEqual(['escalation.raised.v1', 'escalation.raised.v1', 'referral.offered.v1']);
    expect(world.reconcile()).toEqual([]);
    expect(world.rows[1]!.referralOfferedAt).not.toBeNull();
  });

  it('continues to level 3 of the same clock when the consent is given after the offer', () => {
    const world = new World();
    world.neglect('resolution', 3);
    world.consent = true;
    world.act('consent');
    world.reconcile();
    expect(world.rows[2]).toMatchObject({ key: world.rows[0]!.key, level: 3, reason: 'ladder', status: 'open' });
  });

  it('raises only level 3 of the same clock when the citizen accepts the offer', () => {
    const world = new World();
    world.neglect('resolution', 3);
    world.request();
    world.reconcile();
    expect(world.rows).toHaveLength(3);
    expect(world.rows[2]).toMatchObject({ key: world.rows[0]!.key, level: 3, reason: 'referral' });
  });

  it('stops at level 2 for a clock with maximum level 2', () => {
    const world = new World(true);
    world.neglect('first_response', 2);
    expect(world.rows[1]!.nextRung).toBeNull();
    world.climb(world.rows[1]!);
    expect(world.reconcile()).toEqual([]);
  });

  it('does not escalate a clock with maximum level 0', () => {
    const world = new World();
    world.breach('human_contact');
    expect(world.reconcile()).toEqual([]);
  });
});

describe('the target of a rung', () => {
  it('is the coordinator if no office is responsible, then the inspectorate for a late coordinator', () => {
    const world = new World(false, null);
    world.neglect('verification', 2);
    expect(world.summary).toEqual(['verification 1 coordinator open', 'verification 2 inspectorate open']);
  });

  it('is the inspectorate for a supervisory complaint', () => {
    const world = new World();
    world.act('reclassify', { classification: 'supervisory_complaint' });
    world.neglect('resolution', 2);
    expect(world.rows[1]!.target).toBe('inspectorate');
  });

  it('is the coordinator if the inspectorate itself is responsible', () => {
    const world = new World(false, 'INSPEKTORAT');
    world.act('reclassify', { classification: 'supervisory_complaint' });
    world.neglect('resolution', 2);
    expect(world.rows[1]!.target).toBe('coordinator');
  });

  it('depends on the office that was responsible when the rung was reached, also in a late reconciliation', () => {
    const world = new World();
    world.breach('resolution');
    world.act('transfer', { office: 'DLH' });
    world.reconcile();
    expect(world.rows[0]).toMatchObject({ target: 'office_head', office: 'PUPR' });
    world.climb(world.rows[0]!);
    world.reconcile();
    expect(world.rows[1]).toMatchObject({ target: 'coordinator', office: 'DLH' });
  });

  it('emits escalation.target-missing.v1 for an office without head and deputy; the ladder continues', () => {
    const world = new World();
    world.heads = { head: null, deputy: null };
    world.neglect('resolution', 2);
    expect(types(world.events)).toEqual([
      'escalation.raised.v1',
      'escalation.target-missing.v1',
      'escalation.raised.v1',
    ]);
    expect(world.rows.map(({ targetMissing }) => targetMissing)).toEqual([true, false]);
  });

  it('is not missing if the office has only a deputy', () => {
    const world = new World();
    world.heads = { head: null, deputy: 'deputy:PUPR' };
    world.neglect('resolution', 1);
    expect(world.rows[0]!.targetMissing).toBe(false);
  });
});

describe('a request of the citizen for referral', () => {
  it('raises level 3 once per cycle', () => {
    const world = new World();
    world.request();
    world.reconcile();
    expect(world.rows).toMatchObject([
      {
        key: 'manual:1',
        clockId: null,
        clock: null,
        level: 3,
        reason: 'referral',
        nextRung: null,
        target: 'ombudsman',
      },
    ]);
    world.request();
    expect(world.reconcile()).toEqual([]);
  });

  it('stays open through the closing until a new cycle, if it came after the resolution', () => {
    const world = new World();
    world.resolve();
    world.request();
    world.reconcile();
    world.act('lapse_reply', { status: 'closed' });
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 3 ombudsman open']);
    world.act('reopen', { status: 'in_progress', cycle: 2 });
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 3 ombudsman ended new_cycle']);
  });

  it('ends with a resolution that comes after it', () => {
    const world = new World();
    world.request();
    world.reconcile();
    world.resolve();
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 3 ombudsman ended resolved']);
  });

  it('raises level 3 of the offered clock and stays open, if the offer is accepted after the late resolution', () => {
    const world = new World();
    world.neglect('resolution', 3);
    world.resolve();
    world.reconcile();
    world.request();
    world.reconcile();
    expect(world.summary).toEqual([
      'resolution 1 office_head ended duty_met',
      'resolution 2 coordinator ended duty_met',
      'resolution 3 ombudsman open',
    ]);
  });
});

describe('the end of an escalation', () => {
  it('comes with the first end of the case after the raising, for level 3 raised on a resolved complaint', () => {
    const world = new World();
    world.resolve();
    world.request();
    world.reconcile();
    world.endCase();
    const endedAt = world.now;
    expect(types(world.reconcile())).toEqual(['escalation.ended.v1']);
    expect(world.rows).toMatchObject([{ level: 3, status: 'ended', endReason: 'case_closed', endedAt }]);
    world.act('object', { status: 'in_progress', cycle: 2 });
    world.raise(3);
    expect(world.reconcile()).toEqual([]);
    world.endCase();
    world.reconcile();
    expect(world.summary.at(-1)).toBe('manual:2 3 ombudsman ended case_closed');
  });

  it('is the earlier of case end and met duty, and a resumed case changes nothing', () => {
    const world = new World(true);
    world.neglect('resolution', 3);
    world.endCase();
    world.resolve();
    world.reconcile();
    expect(world.summary).toEqual([
      'resolution 1 office_head ended duty_met',
      'resolution 2 coordinator ended duty_met',
      'resolution 3 ombudsman ended case_closed',
    ]);
    world.endCase();
    expect(world.reconcile()).toEqual([]);
  });

  it('is the instant at which the duty was met', () => {
    const world = new World();
    world.neglect('first_response', 1);
    world.act('respond');
    world.meet('first_response');
    const metAt = world.now;
    expect(types(world.reconcile())).toEqual(['escalation.ended.v1']);
    expect(world.rows[0]).toMatchObject({ status: 'ended', endReason: 'duty_met', endedAt: metAt });
  });

  it('is the same whether the clock or the resolution is consumed first', () => {
    const [clockFirst, actFirst] = [new World(), new World()];
    for (const world of [clockFirst, actFirst]) world.neglect('resolution', 2);
    clockFirst.resolve();
    clockFirst.reconcile();
    actFirst.act('resolve', { status: 'resolved' });
    actFirst.reconcile();
    expect(actFirst.rows).toEqual(clockFirst.rows);
    actFirst.meet('resolution');
    expect(actFirst.reconcile()).toEqual([]);
  });

  it('comes at once if the duty was met before the breach was reconciled', () => {
    const world = new World();
    world.breach('first_response');
    world.act('respond');
    world.meet('first_response');
    expect(types(world.reconcile())).toEqual(['escalation.raised.v1', 'escalation.ended.v1']);
    expect(world.rows[0]!.endedAt).toEqual(world.rows[0]!.raisedAt);
  });

  it('comes with a transfer only for the first response of the replaced office', () => {
    const world = new World();
    world.neglect('first_response', 1);
    world.neglect('resolution', 1);
    world.act('transfer', { office: 'DLH' });
    world.reconcile();
    expect(world.summary).toEqual(['first_response 1 office_head ended transferred', 'resolution 1 office_head open']);
    world.climb(world.rows[0]!);
    expect(world.reconcile()).toEqual([]);
  });

  it.each([
    ['withdraw', 'withdrawn', { status: 'closed' }],
    ['archive', 'archived', { status: 'archived' }],
    ['refer_out', 'referred_out', { status: 'closed' }],
    ['lapse_completion', 'closed', { status: 'closed' }],
    ['object', 'new_cycle', { status: 'in_progress', cycle: 2 }],
  ] as const)('comes with the act %s and the reason %s', (act, reason, after) => {
    const world = new World(true);
    world.neglect('resolution', 3);
    world.act(act, after);
    world.reconcile();
    expect(world.rows.map(({ endReason }) => endReason)).toEqual([reason, reason, reason]);
  });

  it.each([
    ['first_response', 'respond'],
    ['first_response', 'ask'],
    ['verification', 'verify'],
    ['verification', 'assign'],
    ['completeness_reply', 'assign'],
    ['completeness_reply', 'request_completion'],
  ] as const)('for the clock %s comes with the act %s, also before the event of the clock', (name, act) => {
    const world = new World(true);
    world.neglect(name, 1);
    world.act(act);
    const { now } = world;
    world.reconcile();
    expect(world.rows).toMatchObject([{ status: 'ended', endReason: 'duty_met', endedAt: now }]);
  });

  it('comes with an assignment, not a verification, for a complaint that was returned to the queue', () => {
    const world = new World(true);
    const returned = { ...world.breach('verification'), n: 2 };
    world.clocks = [returned];
    world.reconcile();
    world.act('verify');
    expect(world.reconcile()).toEqual([]);
    world.act('assign');
    world.reconcile();
    expect(world.rows).toMatchObject([{ status: 'ended', endReason: 'duty_met' }]);
  });

  it('applies to an acknowledged escalation too', () => {
    const world = new World();
    world.neglect('resolution', 1);
    world.rows = world.rows.map(row => ({
      ...row,
      status: 'acknowledged',
      acknowledgedAt: world.now,
      acknowledgedBy: 'kadis',
    }));
    world.resolve();
    world.reconcile();
    expect(world.rows[0]).toMatchObject({ status: 'ended', endReason: 'duty_met', acknowledgedBy: 'kadis' });
  });

  it('comes with the closing for a manual escalation of a resolved complaint', () => {
    const world = new World();
    world.resolve();
    world.neglect('resolution', 0);
    world.rows = [
      {
        ...world.rows[0]!,
        id: 'm',
        key: 'manual:1',
        clockId: null,
        clock: null,
        reason: 'manual',
        status: 'open',
        endedAt: null,
        endReason: null,
      },
    ];
    world.clocks = [];
    expect(world.reconcile()).toEqual([]);
    world.act('confirm', { status: 'closed' });
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 1 office_head ended closed']);
  });
});
