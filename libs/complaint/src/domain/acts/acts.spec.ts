import type { ComplaintEvent } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import type { Act } from '../fact.js';
import type { Ruling } from '../ruling.js';
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
} from '../specimens.js';
import { mayBeAssignedByRule } from '../transitions.js';
import { confirm, consentAndRefer, object, reopen } from './citizen-acts.js';
import { archive, assign, requestCompletion, verify } from './coordinator-acts.js';
import { lodge } from './lodging.js';
import { ask, resolve, transfer } from './office-acts.js';
import { addNote, disclose } from './staff-acts.js';
import { closeBySilence, lapseAnswer, lapseReopening } from './timer-acts.js';

type Deed = keyof typeof attempts;
const actors: Partial<Record<Act, (c: Complaint) => Parameters<typeof assign>[1]>> = {
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
/** Lives through these acts, each by the one who usually does it. */
const lived = (start: Complaint, ...deeds: readonly Deed[]): Complaint =>
  deeds.reduce<Complaint>(
    (c, deed, i) =>
      attempts[deed](c, actors[deed]?.(c) ?? officer(c.office ?? ''), at(10 * (c.history.length + i)), 0).state,
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
const inProgress = lived(lodged(), 'assign', 'accept');
const resolved = lived(inProgress, 'resolve');

describe('lodging', () => {
  it('takes an alleged levy for a supervisory complaint, unless the client says otherwise', () => {
    expect(lodged().classification).toBe('ordinary_complaint');
    expect(lodged({ category: 'conduct.illegal_levy' }).classification).toBe('supervisory_complaint');
    expect(lodged({ allegedMaladministration: ['demand_for_payment'] }).classification).toBe('supervisory_complaint');
    expect(lodged({ category: 'conduct.illegal_levy', classification: 'aspiration' }).classification).toBe(
      'aspiration',
    );
  });

  it('is for integrators, clerks and coordinators', () => {
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

describe('the queue', () => {
  it('verifies by assigning: two events, one fact', () => {
    const ruling = assign(lodged(), rule, { office: 'PUPR', ruleVersion: 3, texts: [text('reason')] }, now);
    expect(names(ruling)).toEqual(['complaint.verified.v1', 'complaint.assigned.v1']);
    expect(data(ruling, 'complaint.assigned.v1')).toMatchObject({ by: 'rule', office: 'PUPR', ruleVersion: 3 });
    expect(ruling.state).toMatchObject({ version: 2, status: 'assigned', office: 'PUPR', assignedAt: now });
    expect(ruling.state.history.map(fact => [fact.act, fact.verified])).toEqual([
      ['lodge', false],
      ['assign', true],
    ]);
  });

  it('does not verify again what was verified', () => {
    const verified = lived(lodged(), 'verify');
    expect(names(assign(verified, coordinator, { office: 'PUPR', ruleVersion: null, texts: [] }, now))).toEqual([
      'complaint.assigned.v1',
    ]);
    expect(refusal(() => lived(verified, 'verify')).kind).toBe('conflict');
  });

  it('goes back from completion to where it came from', () => {
    for (const start of [lodged(), lived(lodged(), 'assign'), inProgress])
      expect(lived(start, 'request_completion', 'complete')).toMatchObject({
        status: start.status,
        interruptedStatus: null,
        office: start.office,
      });
  });

  it('is classified by asking for completion as by verifying, and says so where something changed', () => {
    const asked = requestCompletion(
      lodged(),
      coordinator,
      { missing: ['location'], classification: 'aspiration', texts: [text('missing.location')] },
      now,
    );
    expect(names(asked)).toEqual(['complaint.reclassified.v1', 'complaint.completion-requested.v1']);
    expect(asked.state).toMatchObject({ version: 2, classification: 'aspiration', category: 'roads.pothole' });
    expect(asked.state.history).toHaveLength(2);
    expect(
      names(
        requestCompletion(lodged(), coordinator, { missing: ['location'], category: 'roads.pothole', texts: [] }, now),
      ),
    ).toEqual(['complaint.completion-requested.v1']);
    expect(verify(lodged(), coordinator, { category: 'roads.bridge', texts: [] }, now).state).toMatchObject({
      verified: true,
      classification: 'ordinary_complaint',
      category: 'roads.bridge',
    });
  });

  it('demands an explanation and the remedy of whoever archives', () => {
    expect(
      refusal(() => archive(lodged(), coordinator, { reasonCode: 'spam', texts: [text('explanation')] }, now)),
    ).toMatchObject({ kind: 'invalid', code: 'archiving.remedy-required', facts: { missing: ['remedy'] } });
  });
});

describe('transfers', () => {
  const bounced = ['DLH', 'DISHUB'].reduce(
    (c, toOffice) => transfer(c, officer(c.office ?? ''), { toOffice, texts: [] }, now).state,
    inProgress,
  );

  it('return to the coordinator at the third by an office, who sees what was suggested', () => {
    expect(bounced).toMatchObject({ status: 'assigned', office: 'DISHUB', bounces: 2, officer: null });
    const third = transfer(bounced, head('DISHUB'), { toOffice: 'PUPR', texts: [] }, now);
    expect(names(third)).toEqual(['complaint.returned-to-coordinator.v1']);
    expect(third.state).toMatchObject({
      status: 'received',
      office: null,
      suggestedOffice: 'PUPR',
      bounces: 3,
      assignedAt: null,
    });
    expect(mayBeAssignedByRule(third.state)).toBe(false);

    const again = lived(third.state, 'assign');
    expect(again).toMatchObject({ status: 'assigned', suggestedOffice: null });
    expect(transfer(again, officer('PUPR'), { toOffice: 'DLH', texts: [] }, now).state).toMatchObject({
      status: 'received',
      bounces: 4,
    });
  });

  it('by the coordinator go where they say and do not count', () => {
    expect(transfer(bounced, coordinator, { toOffice: 'DLH', texts: [] }, now).state).toMatchObject({
      status: 'assigned',
      office: 'DLH',
      bounces: 2,
    });
  });

  it('to the present office are refused', () => {
    expect(refusal(() => transfer(inProgress, officer('PUPR'), { toOffice: 'PUPR', texts: [] }, now))).toMatchObject({
      kind: 'conflict',
      code: 'complaint.already-there',
      facts: { office: 'PUPR', allowedActions: expect.arrayContaining(['transfer']) },
    });
  });

  it('are not for an office that is not responsible', () => {
    expect(refusal(() => transfer(inProgress, officer('DLH'), { toOffice: 'DLH', texts: [] }, now))).toMatchObject({
      code: 'complaint.act-not-allowed',
      facts: { status: 'in_progress', allowedActions: [] },
    });
  });
});

describe('a resolution', () => {
  it('that denies says why, and what remedy remains', () => {
    expect(
      refusal(() => resolve(inProgress, officer('PUPR'), { decision: 'denied', texts: [text('explanation')] }, now)),
    ).toMatchObject({ kind: 'invalid', code: 'resolution.remedy-required' });
    expect(
      resolve(inProgress, officer('PUPR'), { decision: 'explained', texts: [text('explanation')] }, now).state,
    ).toMatchObject({ status: 'resolved', resolvedAt: now });
  });

  it('is refused, with what is possible instead, before the office has accepted', () => {
    const assigned = lived(lodged(), 'assign');
    expect(refusal(() => resolve(assigned, officer('PUPR'), { decision: 'granted', texts: [] }, now))).toMatchObject({
      kind: 'conflict',
      facts: {
        status: 'assigned',
        allowedActions: ['acceptance', 'contact', 'transfer', 'internal-notes', 'identity-disclosure'],
      },
    });
  });
});

describe('a question', () => {
  it('gives one to ten working days', () => {
    const asked = ask(inProgress, officer('PUPR'), { dueInWorkingDays: 3, texts: [text('question')] }, now).state;
    expect(asked.history.at(-1)).toMatchObject({ act: 'ask', status: 'awaiting_complainant', workingDays: 3 });
    expect(ask(inProgress, officer('PUPR'), { texts: [] }, now).state.history.at(-1)).toMatchObject({
      workingDays: 10,
    });
    expect(refusal(() => ask(inProgress, officer('PUPR'), { dueInWorkingDays: 11, texts: [] }, now)).code).toBe(
      'question.days-out-of-range',
    );
  });

  it('is not ended by the timer of the question before', () => {
    const first = lived(inProgress, 'ask');
    const old = clockOf(first, 'complainant_answer');
    const second = lived(first, 'answer', 'ask');
    expect(lapseAnswer(second, timer, old, now)).toEqual({ state: second, events: [] });
    expect(lapseAnswer(second, timer, clockOf(second, 'complainant_answer'), now).state.status).toBe('in_progress');
  });
});

describe("the citizen's reply", () => {
  it('may be that they were heard', () => {
    expect(confirm(resolved, citizen, { heard: true, rating: null, texts: [] }, now).state).toMatchObject({
      status: 'closed',
      outcome: 'heard',
    });
  });

  it('may come through a clerk, which the event tells', () => {
    const ruling = confirm(
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

  it('opens two more rounds and then ends contested', () => {
    const twice = lived(resolved, 'object', 'resolve', 'object', 'resolve');
    expect(twice).toMatchObject({ status: 'resolved', cycle: 3, rounds: 2 });
    const third = object(twice, citizen, { texts: [text('reason')] }, now);
    expect(third.state).toMatchObject({ status: 'closed', outcome: 'contested', cycle: 3, rounds: 2 });
    expect(data(third, 'complaint.objected.v1')).toMatchObject({ contested: true });
    expect(refusal(() => reopen(third.state, citizen, { texts: [] }, now)).kind).toBe('conflict');
    expect(reopen(third.state, coordinator, { texts: [] }, now).state).toMatchObject({
      status: 'in_progress',
      cycle: 4,
      rounds: 2,
      outcome: null,
    });
  });

  it('that never comes closes by silence, or as contested when the Ombudsman was asked in this cycle', () => {
    const silence = (c: Complaint): Complaint => closeBySilence(c, timer, clockOf(c, 'complainant_reply'), now).state;
    expect(silence(resolved).outcome).toBe('closed_by_silence');
    expect(silence(lived(resolved, 'request_referral')).outcome).toBe('contested');
    expect(silence(lived(resolved, 'request_referral', 'object', 'resolve')).outcome).toBe('closed_by_silence');
  });
});

describe('reopening', () => {
  const closed = lived(resolved, 'confirm');

  it('counts as a round and clears what the closing left', () => {
    expect(lived(closed, 'reopen')).toMatchObject({
      status: 'in_progress',
      cycle: 2,
      rounds: 1,
      office: 'PUPR',
      outcome: null,
      resolvedAt: null,
      closedAt: null,
    });
  });

  it('without an office goes to the queue, unverified', () => {
    const reopened = lived(lodged(), 'verify', 'withdraw', 'reopen');
    expect(reopened).toMatchObject({ status: 'received', verified: false, cycle: 2 });
    expect(mayBeAssignedByRule(reopened)).toBe(true);
  });

  it('is over for the citizen when the window has ended, never for the coordinator, and the window ends once', () => {
    const lapsed = lapseReopening(closed, timer, clockOf(closed, 'reopening'), now).state;
    expect(lapsed).toMatchObject({
      status: 'closed',
      outcome: 'confirmed',
      reopeningLapsed: true,
      version: closed.version + 1,
    });
    expect(lapseReopening(lapsed, timer, clockOf(closed, 'reopening'), now)).toEqual({ state: lapsed, events: [] });
    expect(refusal(() => reopen(lapsed, citizen, { texts: [] }, now))).toMatchObject({
      code: 'complaint.act-not-allowed',
      facts: { reason: 'reopening_over' },
    });

    const reopened = reopen(lapsed, coordinator, { texts: [] }, now).state;
    expect(reopened).toMatchObject({ cycle: 2, rounds: 0, reopeningLapsed: false });
    expect(lapseReopening(lived(reopened, 'withdraw'), timer, clockOf(closed, 'reopening'), now).events).toEqual([]);
  });
});

describe('asking for the Ombudsman', () => {
  it('gives the consent too, and a repetition within the cycle changes nothing', () => {
    const first = consentAndRefer(resolved, citizen, { texts: [] }, now);
    expect(names(first)).toEqual(['complaint.consent-given.v1', 'complaint.referral-requested.v1']);
    expect(first.state).toMatchObject({ status: 'resolved', consentToOmbudsman: true, version: resolved.version + 1 });
    expect(first.state.history.slice(-2).map(fact => fact.act)).toEqual(['consent', 'request_referral']);
    expect(consentAndRefer(first.state, citizen, { texts: [] }, now)).toEqual({ state: first.state, events: [] });

    const nextCycle = lived(first.state, 'object');
    expect(names(consentAndRefer(nextCycle, citizen, { texts: [] }, now))).toEqual(['complaint.referral-requested.v1']);
  });

  it('is possible when all is over', () => {
    expect(lived(lodged({ consentToOmbudsman: true }), 'archive', 'request_referral')).toMatchObject({
      status: 'archived',
      version: 3,
    });
  });
});

describe('a note', () => {
  it("belongs to the office that wrote it, a coordinator's to none, and changes nothing", () => {
    const note = (by: Parameters<typeof addNote>[1]): Ruling =>
      addNote(inProgress, by, { texts: [text('internal-note')] }, now);
    expect(note(officer('PUPR'))).toMatchObject({
      state: inProgress,
      events: [{ type: 'complaint.note-added.v1', data: { office: 'PUPR' } }],
    });
    expect(note({ ...coordinator, office: 'DISKOMINFOTIK' }).events).toMatchObject([{ data: { office: null } }]);
    expect(refusal(() => note(officer('DLH'))).kind).toBe('conflict');
  });
});

describe('the identity', () => {
  const anonymous = lived(lodged({ isAnonymous: true }), 'assign', 'accept');
  const shown = (c: Complaint, by: Parameters<typeof disclose>[1]): Ruling =>
    disclose(c, by, { texts: [text('reason')] }, now);

  it('is disclosed to the responsible office and the coordinator, with an event and nothing else', () => {
    const ruling = shown(inProgress, head('PUPR'));
    expect(ruling.state).toBe(inProgress);
    expect(data(ruling, 'identity.disclosed.v1')).toMatchObject({ toRole: 'office_head', toOffice: 'PUPR' });
    expect(names(shown(inProgress, coordinator))).toEqual(['identity.disclosed.v1']);
    expect(refusal(() => shown(inProgress, inspectorate)).kind).toBe('conflict');
  });

  it('of an anonymous complainant goes to the Ombudsman alone, if it was given at all', () => {
    for (const by of [officer('PUPR'), head('PUPR'), coordinator, clerk]) {
      const withheld = refusal(() => shown(anonymous, by));
      expect(withheld).toMatchObject({
        kind: 'conflict',
        code: 'identity.withheld',
        facts: { allowedActions: expect.not.arrayContaining(['identity-disclosure']) },
      });
      // Whether the vault knows them is nobody's to learn from the refusal.
      expect(refusal(() => shown({ ...anonymous, complainantRef: null }, by))).toEqual(withheld);
    }
    expect(names(shown(anonymous, ombudsman))).toEqual(['identity.disclosed.v1']);
    expect(refusal(() => shown({ ...anonymous, complainantRef: null }, ombudsman))).toMatchObject({
      kind: 'conflict',
      code: 'identity.not-kept',
    });
    expect(refusal(() => shown(anonymous, officer('DLH')))).toMatchObject({
      kind: 'conflict',
      code: 'complaint.act-not-allowed',
    });
  });
});
