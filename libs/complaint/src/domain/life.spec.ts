import { type Act, outcomes, statuses, type ComplaintEvent } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import fc from 'fast-check';
import { allowedActions } from './allowed-actions.js';
import type { Complaint } from './complaint.js';
import { lapseAnswer } from './acts/lapse-answer.js';
import { lapseCompletion } from './acts/lapse-completion.js';
import { lapseReopening } from './acts/lapse-reopening.js';
import { lapseReply } from './acts/lapse-reply.js';
import { decide } from './decide.js';
import type { Ruling } from './define-act.js';
import { at, attempts, clockOf, allActors, lodged, timer } from './complaints.spec-kit.js';
import { maxRounds } from './define-act.js';
import { transitionsOpenTo, transitions } from './transitions.js';

type AttemptedAct = Exclude<Act, 'lodge' | 'consent'>;
interface Attempt {
  readonly act: AttemptedAct;
  readonly by: Actor;
}
interface Step {
  readonly before: Complaint;
  readonly attempt: Attempt;
  readonly result: Ruling | DomainError;
  readonly now: Date;
}

const attemptedActs = Object.keys(attempts) as AttemptedAct[];
const isAttempted = (act: Act): act is AttemptedAct => Object.hasOwn(attempts, act);
const allAttempts: readonly Attempt[] = attemptedActs.flatMap(act => allActors.map(by => ({ act, by })));
const final = (c: Complaint): boolean => c.status === 'closed' || c.status === 'archived';

const attempt = (c: Complaint, { act, by }: Attempt, now: Date, choice: number): Ruling | DomainError => {
  try {
    return attempts[act](c, by, now, choice);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
};

const allowed = (c: Complaint): readonly Attempt[] =>
  allActors.flatMap(by =>
    [...new Set(transitionsOpenTo(c, by).map(row => row.act))].filter(isAttempted).map(act => ({ act, by })),
  );
const nonAdvancing: readonly AttemptedAct[] = [
  'note',
  'disclose',
  'contact',
  'respond',
  'reclassify',
  'request_referral',
  'verify',
];

/**
 * Random choices for a history: mostly among the allowed acts, and there mostly acts that advance it; sometimes among
 * all acts.
 */
const choices = fc.array(
  fc.record({
    mood: fc.constantFrom('wild', 'any', 'on', 'on'),
    pick: fc.nat(),
    choice: fc.nat(29),
    minutes: fc.nat(3000),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
);
const beginnings = fc.record({
  isAnonymous: fc.boolean(),
  consentToOmbudsman: fc.boolean(),
  complainantRef: fc.constantFrom(null, 'person-1'),
});
const histories = fc.tuple(beginnings, choices).map(([given, chosen]): readonly Step[] => {
  const steps: Step[] = [];
  let complaint = lodged(given);
  let minutes = 0;
  for (const { mood, pick, choice, minutes: later } of chosen) {
    const among =
      mood === 'wild'
        ? allAttempts
        : allowed(complaint).filter(({ act }) => mood === 'any' || !nonAdvancing.includes(act));
    const next = among[pick % among.length];
    if (next === undefined) continue;
    minutes += later;
    const result = attempt(complaint, next, at(minutes), choice);
    steps.push({ before: complaint, attempt: next, result, now: at(minutes) });
    if (!(result instanceof DomainError)) complaint = result.state;
  }
  return steps;
});
const forEveryStep = (assertion: (step: Step) => void, numRuns = 100): void =>
  fc.assert(
    fc.property(histories, history => history.forEach(assertion)),
    { numRuns },
  );
const afterEveryAct = (
  assertion: (
    before: Complaint,
    after: Complaint,
    act: AttemptedAct,
    events: readonly ComplaintEvent[],
    now: Date,
  ) => void,
): void =>
  forEveryStep(({ before, attempt: { act }, result, now }) => {
    if (!(result instanceof DomainError)) assertion(before, result.state, act, result.events, now);
  });

describe('Complaint state machine (property-based)', () => {
  it('accepts an act exactly when the transition table allows it, and reaches a status of the table', () => {
    forEveryStep(({ before, attempt: { act, by }, result }) => {
      const rows = transitionsOpenTo(before, by).filter(row => row.act === act);
      if (result instanceof DomainError) {
        expect(rows).toEqual([]);
        const code =
          act === 'disclose'
            ? expect.stringMatching(/^(complaint\.act-not-allowed|identity\.(withheld|not-kept))$/)
            : 'complaint.act-not-allowed';
        expect(result).toMatchObject({
          kind: 'conflict',
          code,
          facts: { status: before.status, allowedActions: allowedActions(before, by) },
        });
        expect(act).not.toMatch(/^lapse_/);
      } else if (rows.length === 0) {
        expect(act).toMatch(/^lapse_/);
        expect(result).toEqual({ state: before, events: [] });
      } else {
        expect(rows.flatMap(row => (row.to === 'same' ? before.status : row.to))).toContain(result.state.status);
        if (act !== 'request_referral') expect(result.events).not.toEqual([]);
      }
    });
  });

  it('adds one version and one fact per deciding act, and none for notes and disclosures', () => {
    afterEveryAct((before, after, act, events, now) => {
      if (act === 'note' || act === 'disclose' || events.length === 0) return expect(after).toBe(before);
      expect(after.version).toBe(before.version + 1);
      const consents = after.consentToOmbudsman && !before.consentToOmbudsman;
      expect(after.history.length).toBe(before.history.length + (consents ? 2 : 1));
      expect(after.history.slice(0, before.history.length)).toEqual(before.history);
      const { cycle, status, office, classification, verified } = after;
      expect(after.history.at(-1)).toMatchObject({ act, at: now, cycle, status, office, classification, verified });
    });
  });

  it('keeps the times of facts in ascending order', () => {
    fc.assert(
      fc.property(histories, history => {
        const times = history.at(-1)?.before.history.map(fact => fact.at.getTime()) ?? [];
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  it('leaves a final status only by a reopening', () => {
    afterEveryAct((before, after, act) => {
      if (final(before) && after.status !== before.status) expect(act).toBe('reopen');
    });
  });

  it('keeps the fields of the state consistent with the status', () => {
    afterEveryAct((_, c) => {
      expect(c.rounds).toBeLessThanOrEqual(maxRounds);
      expect(c.outcome !== null).toBe(c.status === 'closed');
      expect(c.closedAt !== null).toBe(final(c));
      expect(c.interruptedStatus !== null).toBe(c.status === 'awaiting_completion');
      expect(c.assignedAt !== null).toBe(c.office !== null);
      if (c.status === 'received') expect(c.office).toBeNull();
      if (['assigned', 'in_progress', 'awaiting_complainant', 'resolved'].includes(c.status))
        expect(c.office).not.toBeNull();
      if (c.office !== null) expect(c.verified).toBe(true);
    });
  });

  it('starts a cycle only by an objection or a reopening, and counts only those of the citizen as rounds', () => {
    forEveryStep(({ before, attempt: { act, by }, result }) => {
      if (result instanceof DomainError) return;
      const { state } = result;
      const startsCycle = act === 'reopen' || (act === 'object' && state.status === 'in_progress');
      expect(state.cycle - before.cycle).toBe(startsCycle ? 1 : 0);
      expect(state.rounds - before.rounds).toBe(startsCycle && by.role !== 'coordinator' ? 1 : 0);
    });
  });

  it('emits events with the current cycle, and references every text once', () => {
    afterEveryAct((_, after, __, events) => {
      for (const { data } of events) expect(data.cycle).toBe(after.cycle);
      const mentioned = events.flatMap(({ data }) => data.texts.map(text => text.textId));
      expect(new Set(mentioned).size).toBe(mentioned.length);
    });
  });

  it('lists exactly the acts that succeed as allowed actions', () => {
    forEveryStep(({ before, attempt: { by }, now }) => {
      const routed = attemptedActs.filter(act => transitions.some(row => row.act === act && row.route !== undefined));
      const succeeding = routed.filter(act => !(attempt(before, { act, by }, now, 1) instanceof DomainError));
      const paths = succeeding
        .filter(
          act => by.role !== 'system' && !(act === 'disclose' && ['counter_clerk', 'integrator'].includes(by.role)),
        )
        .map(act => transitions.find(row => row.act === act)?.route ?? '');
      const expected = new Set(by.role === 'counter_clerk' ? paths.map(path => `citizen-acts:${path}`) : paths);
      expect(new Set(allowedActions(before, by))).toEqual(expected);
    });
  });

  it('ignores a timer of an earlier waiting period', () => {
    const names = {
      awaiting_completion: 'completion',
      awaiting_complainant: 'complainant_answer',
      resolved: 'complainant_reply',
      closed: 'reopening',
    } as const;
    const timers = [lapseCompletion, lapseAnswer, lapseReply, lapseReopening];
    const running = (c: Complaint) =>
      c.status in names ? clockOf(c, names[c.status as keyof typeof names]) : undefined;
    fc.assert(
      fc.property(histories, history => {
        const started = new Map<string, ReturnType<typeof clockOf>>();
        for (const { before: c, now } of history) {
          const present = running(c);
          if (present !== undefined) started.set(JSON.stringify(present.clock), present);
          for (const [key, old] of started) {
            if (key === JSON.stringify(present?.clock)) continue;
            for (const lapse of timers)
              expect([decide(lapse, c, timer, old, now).state === c, key]).toEqual([true, key]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reaches every status and every outcome, and performs every act, in the generated histories', () => {
    const steps = fc.sample(histories, { numRuns: 600, seed: 63_71 }).flat();
    const states = steps.flatMap(({ result }) => (result instanceof DomainError ? [] : [result]));
    expect(new Set(states.map(({ state }) => state.status))).toEqual(new Set(statuses));
    expect(new Set(states.flatMap(({ state }) => state.outcome ?? []))).toEqual(new Set(outcomes));
    expect(
      new Set(
        steps
          .filter(({ result }) => !(result instanceof DomainError) && result.events.length > 0)
          .map(step => step.attempt.act),
      ),
    ).toEqual(new Set(attemptedActs));
  });
});
