import { DomainError } from '@tuntas/kernel';
import { escalationLevel } from './escalation.js';
import { typedReason, World } from './world.spec-kit.js';

const refusal = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? [error.kind, error.code, error.facts] : error;
  }
  return 'allowed';
};
const refusedAs = (code: string, facts: object) => [
  'conflict',
  code,
  expect.objectContaining({ ...facts, allowedActions: expect.any(Array) }),
];

describe('raiseByHand', () => {
  it('raises to the target of the level, publishes a reference to the reason, and has no next rung', () => {
    const world = new World();
    const events = world.raise(1);
    expect(world.rows[0]).toMatchObject({
      key: 'manual:1',
      clockId: null,
      clock: null,
      level: 1,
      cycle: 1,
      target: 'office_head',
      office: 'PUPR',
      status: 'open',
      reason: 'manual',
      nextRung: null,
      targetMissing: false,
      raisedAt: world.now,
    });
    expect(events).toMatchObject([
      {
        type: 'escalation.raised.v1',
        data: { clockId: null, level: 1, reason: 'manual', nextRung: null, texts: [typedReason] },
      },
    ]);
  });

  it.each([
    ['an office is responsible', 'PUPR', 'ordinary_complaint', ['office_head', 'coordinator']],
    ['no office is responsible', null, 'ordinary_complaint', ['coordinator', 'inspectorate']],
    ['the complaint is supervisory', 'PUPR', 'supervisory_complaint', ['office_head', 'inspectorate']],
    ['the inspectorate is itself responsible', 'INSPEKTORAT', 'supervisory_complaint', ['office_head', 'coordinator']],
  ] as const)('chooses the targets of levels 1 and 2 if %s', (_, office, classification, targets) => {
    const world = new World(false, office);
    world.act('reclassify', { classification });
    world.raise(1);
    world.raise(2);
    expect(world.rows.map(({ target }) => target)).toEqual(targets);
  });

  it('raises and emits escalation.target-missing.v1 for an office without head and deputy', () => {
    const world = new World();
    world.heads = { head: null, deputy: null };
    expect(world.raise(1).map(({ type }) => type)).toEqual(['escalation.raised.v1', 'escalation.target-missing.v1']);
    expect(world.rows[0]).toMatchObject({ targetMissing: true, status: 'open' });
  });

  it('throws escalation.level-reached for a level not above the current one, raised by hand or by a clock', () => {
    const world = new World(true);
    world.raise(2);
    for (const level of [1, 2])
      expect(refusal(() => world.raise(level))).toEqual(refusedAs('escalation.level-reached', { escalationLevel: 2 }));
    const neglected = new World(true);
    neglected.neglect('resolution', 2);
    expect(refusal(() => neglected.raise(2))).toEqual(refusedAs('escalation.level-reached', { escalationLevel: 2 }));
    expect(refusal(() => neglected.raise(3))).toBe('allowed');
  });

  it.each(['closed', 'archived'] as const)('throws complaint.act-not-allowed for a complaint that is %s', status => {
    const world = new World();
    world.act(status === 'closed' ? 'withdraw' : 'archive', { status });
    expect(refusal(() => world.raise(1))).toEqual(refusedAs('complaint.act-not-allowed', { status }));
  });

  it('throws escalation.consent-missing for level 3 without consent', () => {
    const world = new World();
    expect(refusal(() => world.raise(3))).toEqual(
      refusedAs('escalation.consent-missing', { missing: ['consentToOmbudsman'] }),
    );
    world.consent = true;
    world.act('consent');
    world.raise(3);
    expect(world.summary).toEqual(['manual:1 3 ombudsman open']);
  });
});

describe('a manual escalation', () => {
  it('is not changed by a reconciliation and does not affect the ladder of the clocks', () => {
    const world = new World(true);
    world.raise(2);
    expect(world.reconcile()).toEqual([]);
    world.neglect('resolution', 3);
    expect(world.summary).toEqual([
      'manual:1 2 coordinator open',
      'resolution 1 office_head open',
      'resolution 2 coordinator open',
      'resolution 3 ombudsman open',
    ]);
  });

  it('stays open after a transfer and ends with a resolution', () => {
    const world = new World(true);
    world.raise(1);
    world.act('transfer', { office: 'DLH' });
    world.raise(3);
    world.resolve();
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 1 office_head ended resolved', 'manual:1 3 ombudsman ended resolved']);
    expect(world.rows.map(({ office }) => office)).toEqual(['PUPR', 'DLH']);
  });

  it('raised after the resolution ends with the closing, except at level 3', () => {
    const world = new World(true);
    world.resolve();
    world.raise(2);
    world.raise(3);
    world.act('confirm', { status: 'closed' });
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 2 coordinator ended closed', 'manual:1 3 ombudsman open']);
  });

  it.each([
    ['withdraw', 'closed', 'withdrawn'],
    ['archive', 'archived', 'archived'],
    ['refer_out', 'closed', 'referred_out'],
  ] as const)('ends with the act %s, which sets the status %s, with the reason %s', (act, status, reason) => {
    const world = new World(true);
    world.raise(3);
    world.act(act, { status });
    world.reconcile();
    expect(world.summary).toEqual([`manual:1 3 ombudsman ended ${reason}`]);
  });

  it('ends with its cycle; the next cycle starts at level 0', () => {
    const world = new World(true);
    world.resolve();
    world.raise(2);
    world.act('object', { status: 'in_progress', cycle: 2 });
    world.reconcile();
    expect(world.summary).toEqual(['manual:1 2 coordinator ended new_cycle']);
    expect(escalationLevel(world.rows, 2)).toBe(0);
    world.raise(1);
    expect(world.summary.at(-1)).toBe('manual:2 1 office_head open');
  });

  it('covers a later request for referral in the same cycle, whenever it is reconciled', () => {
    const summaries = [true, false].map(reconciledBetween => {
      const world = new World(true);
      world.raise(3);
      world.resolve();
      if (reconciledBetween) world.reconcile();
      world.request();
      world.reconcile();
      return world.summary;
    });
    expect(summaries).toEqual([['manual:1 3 ombudsman ended resolved'], ['manual:1 3 ombudsman ended resolved']]);
  });

  it('is the same rung as an earlier request for referral that is not reconciled yet', () => {
    const world = new World();
    world.request();
    world.raise(3);
    expect(world.reconcile()).toEqual([]);
    expect(world.summary).toEqual(['manual:1 3 ombudsman open']);
  });
});
