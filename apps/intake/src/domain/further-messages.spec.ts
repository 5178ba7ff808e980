import type { Complaint, Fact } from '@tuntas/complaint';
import { type Act, caseStages, clockNames, type ClockName, type Events } from '@tuntas/contracts';
import { caseEndedOf, caseOpenedOf, delayOf, isNotifiedWhenLate, offerOf } from './further-messages.js';
import { lodgedAt } from './lodged-complaint.spec-kit.js';

const at = (days: number): Date => new Date(Date.UTC(2026, 2, 17 + days, 1));
const lodged = lodgedAt(at(0));
const later = (act: Act, days: number, given: Partial<Complaint> = {}): Complaint => {
  const fact: Fact = { ...lodged.history[0]!, act, at: at(days) };
  return { ...lodged, ...given, history: [...lodged.history, fact] };
};
const breach = (name: ClockName, given: Partial<Events['clock.breached.v1']> = {}): Events['clock.breached.v1'] => ({
  clockId: 'clock',
  name,
  cycle: 1,
  n: 1,
  office: null,
  at: at(5).toISOString(),
  startedAt: at(0).toISOString(),
  dueAt: at(5).toISOString(),
  maxLevel: 2,
  escalationId: null,
  policyVersion: 1,
  calendarVersion: 1,
  provisional: false,
  ...given,
});
const inProgress = { ...lodged, status: 'in_progress', office: 'PUPR' } as const satisfies Complaint;

describe('message about a delay', () => {
  it('is sent for every duty towards the citizen, and for no internal clock', () => {
    expect(clockNames.filter(isNotifiedWhenLate)).toEqual([
      'verification',
      'completeness_reply',
      'first_response',
      'resolution',
      'decision',
    ]);
    expect(clockNames.filter(name => delayOf(inProgress, breach(name)) !== null)).toEqual(
      clockNames.filter(isNotifiedWhenLate),
    );
    expect(delayOf(inProgress, breach('resolution'))).toEqual({
      template: 'delay',
      occasion: 'delay:decision:1.1',
      facts: { duty: 'decision', office: 'PUPR', climbs: true },
      textIds: [],
    });
    expect(delayOf(inProgress, breach('decision', { maxLevel: 0 }))?.facts['climbs']).toBe(false);
  });

  it('has one occasion for two clocks of one duty, and another one for another office or cycle', () => {
    const occasion = (name: ClockName, given: Partial<Events['clock.breached.v1']> = {}, cycle = 1) =>
      delayOf({ ...inProgress, cycle }, breach(name, { cycle, ...given }))?.occasion;
    expect(occasion('decision')).toBe(occasion('resolution'));
    expect(occasion('completeness_reply')).toBe(occasion('verification'));
    expect(
      new Set([
        occasion('verification'),
        occasion('first_response'),
        occasion('resolution'),
        occasion('first_response', { n: 2 }),
        occasion('resolution', {}, 2),
      ]).size,
    ).toBe(5);
  });

  it('is not sent for a duty fulfilled meanwhile, for an earlier cycle, or while waiting for the citizen', () => {
    expect(delayOf(later('assign', 6, { status: 'assigned', office: 'PUPR' }), breach('verification'))).toBeNull();
    expect(
      delayOf(later('assign', 4, { status: 'assigned', office: 'PUPR' }), breach('first_response')),
    ).not.toBeNull();
    expect(
      delayOf(later('respond', 6, { status: 'in_progress', office: 'PUPR' }), breach('first_response')),
    ).toBeNull();
    expect(
      delayOf(later('respond', 6, { status: 'in_progress', office: 'PUPR' }), breach('resolution')),
    ).not.toBeNull();
    expect(delayOf({ ...inProgress, cycle: 2 }, breach('resolution'))).toBeNull();
    for (const status of ['awaiting_complainant', 'awaiting_completion', 'resolved', 'closed', 'archived'] as const)
      expect([status, delayOf({ ...inProgress, status }, breach('resolution'))]).toEqual([status, null]);
  });
});

describe('messages about the Ombudsman', () => {
  const offered = {
    escalationId: 'e',
    clockId: 'c',
    clock: 'resolution',
    level: 3,
    cycle: 1,
    target: 'ombudsman',
    office: 'PUPR',
  } as const;
  const openedCase = { caseId: 'case', registrationNumber: '0001/LM/III/2026/BJM' };
  const changed = (stage: (typeof caseStages)[number]) =>
    ({
      ...openedCase,
      from: 'examination',
      stage,
      ground: stage === 'not_admissible' ? 'before_court' : null,
      finding: null,
      texts: [],
    }) as const;

  it('offer a referral once per cycle, unless the citizen has consented or the complaint is not active', () => {
    expect(offerOf(inProgress, offered)).toMatchObject({
      template: 'referral_offered',
      occasion: 'referral_offered:1',
    });
    expect([
      offerOf({ ...inProgress, consentToOmbudsman: true }, offered),
      offerOf({ ...inProgress, cycle: 2 }, offered),
      offerOf({ ...inProgress, status: 'closed' }, offered),
    ]).toEqual([null, null, null]);
    expect(offerOf(later('request_referral', 6, { status: 'assigned' }), offered)).toBeNull();
  });

  it('name the registration number of an opened case, and announce every end of a case', () => {
    expect(
      caseOpenedOf(inProgress, {
        ...openedCase,
        escalationId: 'e',
        stage: 'intake_formal',
        region: null,
        office: null,
        allegedMaladministration: [],
        checks: [],
      }),
    ).toMatchObject({ occasion: 'case_opened:case', facts: { registrationNumber: openedCase.registrationNumber } });
    expect(caseStages.filter(stage => caseEndedOf(inProgress, changed(stage), 2) !== null)).toEqual([
      'closed',
      'not_admissible',
      'deemed_withdrawn',
      'withdrawn',
    ]);
    expect(caseEndedOf(inProgress, changed('not_admissible'), 2)).toMatchObject({
      occasion: 'case_ended:case:2',
      facts: { stage: 'not_admissible', ground: 'before_court' },
    });
    expect(caseEndedOf(inProgress, changed('closed'), 4)?.occasion).toBe('case_ended:case:4');
  });
});
