import { allowedActions, mayRaise } from './allowed-actions.js';
import {
  at,
  attempts,
  citizen,
  clerk,
  coordinator,
  everybody,
  head,
  inspectorate,
  lodged,
  officer,
  ombudsman,
  rule,
} from './specimens.js';

const assigned = attempts.assign(lodged(), coordinator, at(1), 0).state;
const working = attempts.accept(assigned, officer('PUPR'), at(2), 0).state;

describe('allowed actions', () => {
  it("are those of the responsible office, and of nobody else's", () => {
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

  it("are the coordinator's own beside the office's", () => {
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

  it('name a route that serves two acts while one of them is possible', () => {
    const verified = attempts.verify(lodged(), coordinator, at(1), 0).state;
    expect(allowedActions(verified, coordinator)).toContain('verification');
    expect(allowedActions(attempts.resolve(working, officer('PUPR'), at(3), 0).state, coordinator)).not.toContain(
      'verification',
    );
  });

  it('leave out a route that does not exist yet', () => {
    expect(allowedActions(lodged(), coordinator, ['assignment'])).toEqual(['assignment']);
    expect(allowedActions(lodged(), coordinator, ['assignment', 'verification', 'archiving'])).toEqual([
      'verification',
      'assignment',
      'archiving',
    ]);
  });

  it('name for a clerk the act behind the one door for them', () => {
    expect(allowedActions(working, citizen)).toEqual(['withdrawal', 'referral']);
    expect(allowedActions(working, clerk)).toEqual(['citizen-acts:withdrawal', 'citizen-acts:referral']);
    expect(allowedActions(working, clerk, ['withdrawal'])).toEqual([]);
  });

  it('do not offer an office the identity of an anonymous complainant, nor anybody one that is not kept', () => {
    for (const by of [officer('PUPR'), coordinator]) {
      expect(allowedActions({ ...working, isAnonymous: true }, by)).not.toContain('identity-disclosure');
      expect(allowedActions({ ...working, complainantRef: null }, by)).not.toContain('identity-disclosure');
    }
    expect(allowedActions({ ...working, isAnonymous: true }, ombudsman)).toEqual(['identity-disclosure']);
    expect(allowedActions({ ...working, isAnonymous: true, complainantRef: null }, ombudsman)).toEqual([]);
  });

  it('hold raising by hand for those who reach it and may, while there is a level above; the Ombudsman is one where the citizen consents', () => {
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
    for (const by of everybody.filter(
      ({ role, office }) =>
        !['coordinator', 'inspectorate'].includes(role) && !(role === 'office_head' && office === 'PUPR'),
    ))
      expect([by, mayRaise({ ...consented, escalationLevel: 0 }, by)]).toEqual([by, false]);
    expect(mayRaise({ ...consented, office: null, escalationLevel: 0 }, { ...head('PUPR'), office: null })).toBe(false);
    const here = { ...consented, escalationLevel: 0 };
    const [closed, archived] = [
      attempts.withdraw(here, citizen, at(4), 0).state,
      attempts.archive(here, coordinator, at(4), 0).state,
    ];
    expect([closed, archived].map(each => mayRaise(each, coordinator))).toEqual([false, false]);
    expect(allowedActions({ ...working, escalationLevel: 1 }, inspectorate)).toEqual(['escalation']);
    expect(allowedActions({ ...working, escalationLevel: 2 }, head('PUPR'))).toEqual(
      allowedActions(working, head('PUPR')),
    );
    expect(mayRaise(consented, coordinator)).toBe(false);
  });

  it('are none for readers and rules', () => {
    expect(allowedActions(lodged(), inspectorate)).toEqual([]);
    expect(allowedActions(lodged(), rule)).toEqual([]);
  });
});
