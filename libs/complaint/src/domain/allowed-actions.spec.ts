import { allowedActions, mayRaise } from './allowed-actions.js';
import {
  at,
  attempts,
  citizen,
  clerk,
  coordinator,
  allActors,
  head,
  inspectorate,
  lodged,
  officer,
  ombudsman,
  rule,
} from './complaints.spec-kit.js';

const assigned = attempts.assign(lodged(), coordinator, at(1), 0).state;
const working = attempts.accept(assigned, officer('PUPR'), at(2), 0).state;

describe('allowedActions', () => {
  it('lists the actions of the responsible office, and none for another office', () => {
    expect(allowedActions(assigned, head('PUPR'))).toEqual([
      'acceptance',
      'contact',
      'transfer',
      'internal-notes',
      'identity-disclosure',
    ]);
    expect(allowedActions(working, officer('PUPR'))).toEqual([
      'contact',
      'response',
      'information-request',
      'resolution',
      'transfer',
      'internal-notes',
      'identity-disclosure',
    ]);
    expect(allowedActions(working, officer('DLH'))).toEqual([]);
    expect(allowedActions(working, { ...officer('DLH'), office: null })).toEqual([]);
  });

  it('lists the actions of the coordinator', () => {
    expect(allowedActions(lodged(), coordinator)).toEqual([
      'verification',
      'classification',
      'assignment',
      'referral-out',
      'archiving',
      'internal-notes',
      'identity-disclosure',
    ]);
    expect(allowedActions(working, coordinator)).toEqual([
      'verification',
      'classification',
      'transfer',
      'referral-out',
      'archiving',
      'internal-notes',
      'identity-disclosure',
    ]);
  });

  it('lists a route of two acts while one of them is possible', () => {
    const verified = attempts.verify(lodged(), coordinator, at(1), 0).state;
    expect(allowedActions(verified, coordinator)).toContain('verification');
    expect(allowedActions(attempts.resolve(working, officer('PUPR'), at(3), 0).state, coordinator)).not.toContain(
      'verification',
    );
  });

  it('lists the acts of the citizen as citizen-acts for a clerk', () => {
    expect(allowedActions(working, citizen)).toEqual(['withdrawal', 'referral']);
    expect(allowedActions(working, clerk)).toEqual(['citizen-acts:withdrawal', 'citizen-acts:referral']);
  });

  it('omits the disclosure of an anonymous identity for offices, and of an unknown identity for all roles', () => {
    for (const by of [officer('PUPR'), coordinator]) {
      expect(allowedActions({ ...working, isAnonymous: true }, by)).not.toContain('identity-disclosure');
      expect(allowedActions({ ...working, complainantRef: null }, by)).not.toContain('identity-disclosure');
    }
    expect(allowedActions({ ...working, isAnonymous: true }, ombudsman)).toEqual(['identity-disclosure']);
    expect(allowedActions({ ...working, isAnonymous: true, complainantRef: null }, ombudsman)).toEqual([]);
  });

  it('lists manual escalation for permitted roles below the highest level, which includes the Ombudsman only with consent', () => {
    const consented = { ...working, consentToOmbudsman: true };
    for (const by of [coordinator, head('PUPR'), inspectorate])
      expect(
        [0, 1, 2, 3].map(escalationLevel => [
          mayRaise({ ...working, escalationLevel }, by),
          mayRaise({ ...consented, escalationLevel }, by),
        ]),
      ).toEqual([
        [true, true],
        [true, true],
        [false, true],
        [false, false],
      ]);
    for (const by of allActors.filter(
      ({ role, office }) =>
        !['coordinator', 'inspectorate'].includes(role) && !(role === 'office_head' && office === 'PUPR'),
    ))
      expect([by, mayRaise({ ...consented, escalationLevel: 0 }, by)]).toEqual([by, false]);
    expect(mayRaise({ ...consented, office: null, escalationLevel: 0 }, { ...head('PUPR'), office: null })).toBe(false);
    const raisable = { ...consented, escalationLevel: 0 };
    const [closed, archived] = [
      attempts.withdraw(raisable, citizen, at(4), 0).state,
      attempts.archive(raisable, coordinator, at(4), 0).state,
    ];
    expect([closed, archived].map(each => mayRaise(each, coordinator))).toEqual([false, false]);
    expect(allowedActions({ ...working, escalationLevel: 1 }, inspectorate)).toEqual(['escalation']);
    expect(allowedActions({ ...working, escalationLevel: 2 }, head('PUPR'))).toEqual(
      allowedActions(working, head('PUPR')),
    );
    expect(mayRaise(consented, coordinator)).toBe(false);
  });

  it('lists nothing for readers and rules', () => {
    expect(allowedActions(lodged(), inspectorate)).toEqual([]);
    expect(allowedActions(lodged(), rule)).toEqual([]);
  });
});
