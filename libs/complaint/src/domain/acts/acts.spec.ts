import type { ComplaintEvent, Act } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import { decide } from '../decide.js';
import type { Ruling } from '../define-act.js';
import {
  at,
  attempts,
  citizen,
  clerk,
  clockOf,
  coordinator,
  head,
  inspectorate,
  lodged,
  lodging,
  officer,
  ombudsman,
  rule,
  text,
  timer,
} from '../complaints.spec-kit.js';
import { lodge } from './lodge.js';
import { archive } from './archive.js';
import { ask } from './ask.js';
import { assign, mayBeAssignedByRule } from './assign.js';
import { confirm } from './confirm.js';
import { disclose } from './disclose.js';
import { lapseAnswer } from './lapse-answer.js';
import { lapseReopening } from './lapse-reopening.js';
import { lapseReply } from './lapse-reply.js';
import { note } from './note.js';
import { object } from './object.js';
import { reopen } from './reopen.js';
import { requestCompletion } from './request-completion.js';
import { requestReferral } from './request-referral.js';
import { resolve } from './resolve.js';
import { transfer } from './transfer.js';
import { verify } from './verify.js';

type AttemptedAct = keyof typeof attempts;
const actors: Partial<Record<Act, (c: Complaint) => Actor>> = {
  complete: () => citizen,
  answer: () => citizen,
  confirm: () => citizen,
  object: () => citizen,
  withdraw: () => citizen,
  reopen: () => citizen,
  request_referral: () => citizen,
  verify: () => coordinator,
  request_completion: () => coordinator,
  assign: () => coordinator,
  archive: () => coordinator,
  refer_out: () => coordinator,
  reclassify: () => coordinator,
  lapse_completion: () => timer,
  lapse_answer: () => timer,
  lapse_reply: () => timer,
  lapse_reopening: () => timer,
};
/** The complaint after these acts, each by its usual actor. */
const afterActs = (start: Complaint, ...acts: readonly AttemptedAct[]): Complaint =>
  acts.reduce<Complaint>(
    (c, act, i) =>
      attempts[act](c, actors[act]?.(c) ?? officer(c.office ?? ''), at(10 * (c.history.length + i)), 0).state,
    start,
  );

const names = ({ events }: Ruling): readonly string[] => events.map(({ type }) => type);
const data = (ruling: Ruling, type: ComplaintEvent['type']): unknown =>
  ruling.events.find(event => event.type === type)?.data;
const refusal = (act: () => unknown): DomainError => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};
const now = at(10_000);
const inProgress = afterActs(lodged(), 'assign', 'accept');
const resolved = afterActs(inProgress, 'resolve');

describe('lodging', () => {
  it('classifies an alleged levy as a supervisory complaint unless the client gives a class', () => {
    expect(lodged().classification).toBe('ordinary_complaint');
    expect(lodged({ category: 'conduct.illegal_levy' }).classification).toBe('supervisory_complaint');
    expect(lodged({ allegedMaladministration: ['demand_for_payment'] }).classification).toBe('supervisory_complaint');
    expect(lodged({ category: 'conduct.illegal_levy', classification: 'aspiration' }).classification).toBe(
      'aspiration',
    );
  });

  it('is allowed for a coordinator and rejected for a citizen', () => {
    expect(refusal(() => lodge(lodging, citizen, now))).toMatchObject({
      kind: 'forbidden',
      code: 'complaint.may-not-lodge',
    });
    expect(lodge(lodging, coordinator, now).state).toMatchObject({
      version: 1,
      status: 'received',
      lodgedBy: { role: 'coordinator' },
    });
  });
});

describe('verification, assignment and completion', () => {
  it('verifies an unverified complaint on assignment with two events and one fact', () => {
    const ruling = decide(assign, lodged(), rule, { office: 'PUPR', ruleVersion: 3, texts: [text('reason')] }, now);
    expect(names(ruling)).toEqual(['complaint.verified.v1', 'complaint.assigned.v1']);
    expect(data(ruling, 'complaint.assigned.v1')).toMatchObject({ by: 'rule', office: 'PUPR', ruleVersion: 3 });
    expect(ruling.state).toMatchObject({ version: 2, status: 'assigned', office: 'PUPR', assignedAt: now });
    expect(ruling.state.history.map(fact => [fact.act, fact.verified])).toEqual([
      ['lodge', false],
      ['assign', true],
    ]);
  });

  it('does not verify a verified complaint again', () => {
    const verified = afterActs(lodged(), 'verify');
    expect(names(decide(assign, verified, coordinator, { office: 'PUPR', ruleVersion: null, texts: [] }, now))).toEqual(
      ['complaint.assigned.v1'],
    );
    expect(refusal(() => afterActs(verified, 'verify')).kind).toBe('conflict');
  });

  it('returns to the previous status after the completion', () => {
    for (const start of [lodged(), afterActs(lodged(), 'assign'), inProgress])
      expect(afterActs(start, 'request_completion', 'complete')).toMatchObject({
        status: start.status,
        interruptedStatus: null,
        office: start.office,
      });
  });

  it('classifies on a completion request and on verification, and emits a reclassification only for a change', () => {
    const requested = decide(
      requestCompletion,
      lodged(),
      coordinator,
      {
        missing: [{ field: 'location', note: 'Di mana?' }],
        classification: 'aspiration',
        texts: [text('missing.location')],
      },
      now,
    );
    expect(names(requested)).toEqual(['complaint.reclassified.v1', 'complaint.completion-requested.v1']);
    expect(requested.state).toMatchObject({ version: 2, classification: 'aspiration', category: 'roads.pothole' });
    expect(requested.state.history).toHaveLength(2);
    expect(
      names(
        decide(
          requestCompletion,
          lodged(),
          coordinator,
          { missing: [{ field: 'location', note: 'Di mana?' }], category: 'roads.pothole', texts: [] },
          now,
        ),
      ),
    ).toEqual(['complaint.completion-requested.v1']);
    expect(decide(verify, lodged(), coordinator, { category: 'roads.bridge', texts: [] }, now).state).toMatchObject({
      verified: true,
      classification: 'ordinary_complaint',
      category: 'roads.bridge',
    });
  });

  it('rejects archiving without an explanation and a remedy', () => {
    expect(
      refusal(() => decide(archive, lodged(), coordinator, { reasonCode: 'spam', texts: [text('explanation')] }, now)),
    ).toMatchObject({ kind: 'invalid', code: 'archiving.remedy-required', facts: { missing: ['remedy'] } });
  });
});

describe('transfers', () => {
  const bounced = ['DLH', 'DISHUB'].reduce(
    (c, toOffice) => decide(transfer, c, officer(c.office ?? ''), { toOffice, texts: [] }, now).state,
    inProgress,
  );

  it('return the complaint to the coordinator with the suggested office at the third transfer by an office', () => {
    expect(bounced).toMatchObject({ status: 'assigned', office: 'DISHUB', bounces: 2, officer: null });
    const third = decide(transfer, bounced, head('DISHUB'), { toOffice: 'PUPR', texts: [] }, now);
    expect(names(third)).toEqual(['complaint.returned-to-coordinator.v1']);
    expect(third.state).toMatchObject({
      status: 'received',
      office: null,
      suggestedOffice: 'PUPR',
      bounces: 3,
      assignedAt: null,
    });
    expect(mayBeAssignedByRule(third.state)).toBe(false);

    const again = afterActs(third.state, 'assign');
    expect(again).toMatchObject({ status: 'assigned', suggestedOffice: null });
    expect(decide(transfer, again, officer('PUPR'), { toOffice: 'DLH', texts: [] }, now).state).toMatchObject({
      status: 'received',
      bounces: 4,
    });
  });

  it('by the coordinator go to the requested office and are not counted', () => {
    expect(decide(transfer, bounced, coordinator, { toOffice: 'DLH', texts: [] }, now).state).toMatchObject({
      status: 'assigned',
      office: 'DLH',
      bounces: 2,
    });
  });

  it('to the current office are rejected', () => {
    expect(
      refusal(() => decide(transfer, inProgress, officer('PUPR'), { toOffice: 'PUPR', texts: [] }, now)),
    ).toMatchObject({
      kind: 'conflict',
      code: 'complaint.already-there',
      facts: { office: 'PUPR', allowedActions: expect.arrayContaining(['transfer']) },
    });
  });

  it('by an office that is not responsible are rejected', () => {
    expect(
      refusal(() => decide(transfer, inProgress, officer('DLH'), { toOffice: 'DLH', texts: [] }, now)),
    ).toMatchObject({
      code: 'complaint.act-not-allowed',
      facts: { status: 'in_progress', allowedActions: [] },
    });
  });
});

describe('resolution', () => {
  it('is rejected as a denial without a remedy', () => {
    expect(
      refusal(() =>
        decide(resolve, inProgress, officer('PUPR'), { decision: 'denied', texts: [text('explanation')] }, now),
      ),
    ).toMatchObject({ kind: 'invalid', code: 'resolution.remedy-required' });
    expect(
      decide(resolve, inProgress, officer('PUPR'), { decision: 'explained', texts: [text('explanation')] }, now).state,
    ).toMatchObject({ status: 'resolved', resolvedAt: now });
  });

  it('is rejected with the allowed actions before the office has accepted', () => {
    const assigned = afterActs(lodged(), 'assign');
    expect(
      refusal(() => decide(resolve, assigned, officer('PUPR'), { decision: 'granted', texts: [] }, now)),
    ).toMatchObject({
      kind: 'conflict',
      facts: {
        status: 'assigned',
        allowedActions: ['acceptance', 'contact', 'transfer', 'internal-notes', 'identity-disclosure'],
      },
    });
  });
});

describe('question to the citizen', () => {
  it('has a deadline of one to ten working days', () => {
    const question = decide(
      ask,
      inProgress,
      officer('PUPR'),
      { dueInWorkingDays: 3, texts: [text('question')] },
      now,
    ).state;
    expect(question.history.at(-1)).toMatchObject({ act: 'ask', status: 'awaiting_complainant', workingDays: 3 });
    expect(decide(ask, inProgress, officer('PUPR'), { texts: [] }, now).state.history.at(-1)).toMatchObject({
      workingDays: 10,
    });
    expect(refusal(() => decide(ask, inProgress, officer('PUPR'), { dueInWorkingDays: 11, texts: [] }, now)).code).toBe(
      'question.days-out-of-range',
    );
  });

  it('ignores the timer of an earlier question', () => {
    const first = afterActs(inProgress, 'ask');
    const old = clockOf(first, 'complainant_answer');
    const second = afterActs(first, 'answer', 'ask');
    expect(decide(lapseAnswer, second, timer, old, now)).toEqual({ state: second, events: [] });
    expect(decide(lapseAnswer, second, timer, clockOf(second, 'complainant_answer'), now).state.status).toBe(
      'in_progress',
    );
  });
});

describe('reply of the citizen', () => {
  it('closes the complaint as heard', () => {
    expect(decide(confirm, resolved, citizen, { heard: true, rating: null, texts: [] }, now).state).toMatchObject({
      status: 'closed',
      outcome: 'heard',
    });
  });

  it('through a clerk is marked as onBehalf in the event', () => {
    const ruling = decide(
      confirm,
      resolved,
      clerk,
      { heard: false, rating: { attitude: 5, attention: 4, action: 3 }, texts: [] },
      now,
    );
    expect(data(ruling, 'complaint.confirmed.v1')).toMatchObject({
      onBehalf: true,
      heard: false,
      rating: { action: 3 },
    });
    expect(ruling.state.outcome).toBe('confirmed');
  });

  it('starts two more rounds by objections and then closes as contested', () => {
    const afterTwoRounds = afterActs(resolved, 'object', 'resolve', 'object', 'resolve');
    expect(afterTwoRounds).toMatchObject({ status: 'resolved', cycle: 3, rounds: 2 });
    const third = decide(object, afterTwoRounds, citizen, { texts: [text('reason')] }, now);
    expect(third.state).toMatchObject({ status: 'closed', outcome: 'contested', cycle: 3, rounds: 2 });
    expect(data(third, 'complaint.objected.v1')).toMatchObject({ contested: true });
    expect(refusal(() => decide(reopen, third.state, citizen, { texts: [] }, now)).kind).toBe('conflict');
    expect(decide(reopen, third.state, coordinator, { texts: [] }, now).state).toMatchObject({
      status: 'in_progress',
      cycle: 4,
      rounds: 2,
      outcome: null,
    });
  });

  it('closes by silence if it is missing, or as contested if a referral was requested in this cycle', () => {
    const silence = (c: Complaint): Complaint =>
      decide(lapseReply, c, timer, clockOf(c, 'complainant_reply'), now).state;
    expect(silence(resolved).outcome).toBe('closed_by_silence');
    expect(silence(afterActs(resolved, 'request_referral')).outcome).toBe('contested');
    expect(silence(afterActs(resolved, 'request_referral', 'object', 'resolve')).outcome).toBe('closed_by_silence');
  });
});

describe('reopening', () => {
  const closed = afterActs(resolved, 'confirm');

  it('counts as a round and clears the fields of the closing', () => {
    expect(afterActs(closed, 'reopen')).toMatchObject({
      status: 'in_progress',
      cycle: 2,
      rounds: 1,
      office: 'PUPR',
      outcome: null,
      resolvedAt: null,
      closedAt: null,
    });
  });

  it('of a complaint without an office makes it received and unverified', () => {
    const reopened = afterActs(lodged(), 'verify', 'withdraw', 'reopen');
    expect(reopened).toMatchObject({ status: 'received', verified: false, cycle: 2 });
    expect(mayBeAssignedByRule(reopened)).toBe(true);
  });

  it('is rejected for the citizen after the window has lapsed, but allowed for the coordinator; the window lapses once', () => {
    const lapsed = decide(lapseReopening, closed, timer, clockOf(closed, 'reopening'), now).state;
    expect(lapsed).toMatchObject({
      status: 'closed',
      outcome: 'confirmed',
      reopeningLapsed: true,
      version: closed.version + 1,
    });
    expect(decide(lapseReopening, lapsed, timer, clockOf(closed, 'reopening'), now)).toEqual({
      state: lapsed,
      events: [],
    });
    expect(refusal(() => decide(reopen, lapsed, citizen, { texts: [] }, now))).toMatchObject({
      code: 'complaint.act-not-allowed',
      facts: { reason: 'reopening_over' },
    });

    const reopened = decide(reopen, lapsed, coordinator, { texts: [] }, now).state;
    expect(reopened).toMatchObject({ cycle: 2, rounds: 0, reopeningLapsed: false });
    expect(
      decide(lapseReopening, afterActs(reopened, 'withdraw'), timer, clockOf(closed, 'reopening'), now).events,
    ).toEqual([]);
  });
});

describe('referral request', () => {
  it('includes the consent, and changes nothing if repeated in the same cycle', () => {
    const first = decide(requestReferral, resolved, citizen, { texts: [] }, now);
    expect(names(first)).toEqual(['complaint.consent-given.v1', 'complaint.referral-requested.v1']);
    expect(first.state).toMatchObject({ status: 'resolved', consentToOmbudsman: true, version: resolved.version + 1 });
    expect(first.state.history.slice(-2).map(fact => fact.act)).toEqual(['consent', 'request_referral']);
    expect(decide(requestReferral, first.state, citizen, { texts: [] }, now)).toEqual({
      state: first.state,
      events: [],
    });

    const nextCycle = afterActs(first.state, 'object');
    expect(names(decide(requestReferral, nextCycle, citizen, { texts: [] }, now))).toEqual([
      'complaint.referral-requested.v1',
    ]);
  });

  it('is possible in a final status', () => {
    expect(afterActs(lodged({ consentToOmbudsman: true }), 'archive', 'request_referral')).toMatchObject({
      status: 'archived',
      version: 3,
    });
  });
});

describe('internal note', () => {
  it('has the office of its author, none for a coordinator, and does not change the state', () => {
    const noteBy = (by: Actor): Ruling => decide(note, inProgress, by, { texts: [text('internal-note')] }, now);
    expect(noteBy(officer('PUPR'))).toMatchObject({
      state: inProgress,
      events: [{ type: 'complaint.note-added.v1', data: { office: 'PUPR' } }],
    });
    expect(noteBy({ ...coordinator, office: 'DISKOMINFOTIK' }).events).toMatchObject([{ data: { office: null } }]);
    expect(refusal(() => noteBy(officer('DLH'))).kind).toBe('conflict');
  });
});

describe('identity disclosure', () => {
  const anonymous = afterActs(lodged({ isAnonymous: true }), 'assign', 'accept');
  const disclosure = (c: Complaint, by: Actor): Ruling => decide(disclose, c, by, { texts: [text('reason')] }, now);

  it('is allowed for the responsible office and the coordinator, and emits only an event', () => {
    const ruling = disclosure(inProgress, head('PUPR'));
    expect(ruling.state).toBe(inProgress);
    expect(data(ruling, 'identity.disclosed.v1')).toMatchObject({ toRole: 'office_head', toOffice: 'PUPR' });
    expect(names(disclosure(inProgress, coordinator))).toEqual(['identity.disclosed.v1']);
    expect(refusal(() => disclosure(inProgress, inspectorate)).kind).toBe('conflict');
  });

  it('of an anonymous complaint is allowed only for the Ombudsman, and only if the vault has the identity', () => {
    for (const by of [officer('PUPR'), head('PUPR'), coordinator, clerk]) {
      const withheld = refusal(() => disclosure(anonymous, by));
      expect(withheld).toMatchObject({
        kind: 'conflict',
        code: 'identity.withheld',
        facts: { allowedActions: expect.not.arrayContaining(['identity-disclosure']) },
      });
      // The refusal must not reveal whether the vault has the identity.
      expect(refusal(() => disclosure({ ...anonymous, complainantRef: null }, by))).toEqual(withheld);
    }
    expect(names(disclosure(anonymous, ombudsman))).toEqual(['identity.disclosed.v1']);
    expect(refusal(() => disclosure({ ...anonymous, complainantRef: null }, ombudsman))).toMatchObject({
      kind: 'conflict',
      code: 'identity.not-kept',
    });
    expect(refusal(() => disclosure(anonymous, officer('DLH')))).toMatchObject({
      kind: 'conflict',
      code: 'complaint.act-not-allowed',
    });
  });
});
