import { acts, type Act, messageTemplates, type ComplaintEvent, type MessageTemplate } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import fc from 'fast-check';
import { lodge } from './acts/lodge.js';
import type { Complaint } from './complaint.js';
import { messagesOf, messageRules } from './messages-of.js';
import type { ClassificationChange } from './acts/classification.js';
import type { CommandContext } from './define-act.js';
import { complaintActs } from './acts/index.js';
import { decide } from './decide.js';
import type { Ruling } from './define-act.js';
import { at, attempts, clerk, coordinator, allActors, lodged, lodging, text } from './complaints.spec-kit.js';
import { transitionsOpenTo } from './transitions.js';
import { assign } from './acts/assign.js';
import { reclassify } from './acts/reclassify.js';
import { requestCompletion } from './acts/request-completion.js';

/**
 * The templates of the messages of an act, as documented; an act that is not listed may have any. An act with several
 * results has several templates.
 */
const templatesOf: Readonly<Partial<Record<Act, readonly MessageTemplate[]>>> = {
  lodge: ['received'],
  verify: ['complete'],
  request_completion: ['completion_requested'],
  lapse_completion: ['closed'],
  reclassify: ['reclassified'],
  assign: ['assigned'],
  respond: ['response'],
  ask: ['question'],
  lapse_answer: ['answer_lapsed'],
  resolve: ['decision'],
  transfer: ['transferred', 'returned'],
  refer_out: ['referred_out'],
  confirm: ['closed'],
  object: ['objected', 'closed'],
  lapse_reply: ['closed'],
  withdraw: ['closed'],
  archive: ['archived'],
  reopen: ['reopened'],
};
/** Acts without a message; `messageRules` states the reasons. */
const withoutMessage: readonly Act[] = [
  'complete',
  'accept',
  'contact',
  'answer',
  'lapse_reopening',
  'consent',
  'request_referral',
  'note',
  'disclose',
];

interface Step {
  readonly act: Act;
  readonly ruling: Ruling;
}
type AttemptedAct = keyof typeof attempts;

const histories = fc
  .array(fc.record({ pick: fc.nat(), choice: fc.nat(29), minutes: fc.nat(3000) }), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  })
  .map((choices): readonly Step[] => {
    const first = lodge(lodging, clerk, at(0));
    const steps: Step[] = [{ act: 'lodge', ruling: first }];
    let state: Complaint = first.state;
    let minutes = 0;
    for (const { pick, choice, minutes: later } of choices) {
      const allowed = allActors
        .flatMap(by => transitionsOpenTo(state, by).map(({ act }) => ({ act, by })))
        .filter((each): each is { act: AttemptedAct; by: typeof each.by } => each.act in attempts);
      const next = allowed[pick % allowed.length]!;
      minutes += later;
      try {
        const ruling = attempts[next.act](state, next.by, at(minutes), choice);
        steps.push({ act: next.act, ruling });
        state = ruling.state;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return steps;
  });
const messagesIn = ({ ruling: { state, events } }: Step) => messagesOf(state, events);

describe('messagesOf', () => {
  it('has a message or a reason for none for every event of every act', () => {
    for (const act of acts) expect([act, Object.keys(complaintActs[act].notify)]).not.toEqual([act, []]);
    for (const reason of Object.values(messageRules).filter(rule => typeof rule === 'string'))
      expect(reason).toMatch(/^\S+( \S+){2,}$/);
  });

  it('returns at most one message per act, with a template of the act and a unique occasion', () => {
    const seen = new Map<Act, Set<string>>();
    fc.assert(
      fc.property(histories, history => {
        const occasions = new Set<string>();
        for (const step of history) {
          const messages = messagesIn(step);
          expect([step.act, messages.length <= 1]).toEqual([step.act, true]);
          for (const { template, occasion } of messages) {
            const documented = templatesOf[step.act] ?? [template];
            expect([step.act, documented]).toEqual([step.act, expect.arrayContaining([template])]);
            expect(occasions.has(occasion)).toBe(false);
            occasions.add(occasion);
            seen.set(step.act, (seen.get(step.act) ?? new Set()).add(template));
          }
          // No message: nothing changed, only the category changed, an assignment included the verification, or the act
          // never has one.
          if (messages.length === 0 && !withoutMessage.includes(step.act) && step.act !== 'reclassify')
            expect([step.act, step.ruling.events]).toEqual([step.act, []]);
        }
      }),
      { numRuns: 1000, seed: 20_260_317 },
    );
    for (const [act, templates] of Object.entries(templatesOf))
      expect([act, [...(seen.get(act as Act) ?? [])].sort()]).toEqual([act, [...templates].sort()]);
    const furtherTemplates = ['delay', 'referral_offered', 'case_opened', 'case_ended'];
    expect(new Set([...seen.values()].flatMap(each => [...each]).concat(furtherTemplates))).toEqual(
      new Set(messageTemplates),
    );
  });

  it('returns only codes, instants and numbers as facts, and texts by their ids', () => {
    fc.assert(
      fc.property(histories, history => {
        for (const step of history)
          for (const { facts, textIds } of messagesIn(step)) {
            for (const value of Object.values(facts))
              expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true);
            expect(JSON.stringify(facts)).not.toMatch(/person-1|text-|6371/);
            const refs = step.ruling.events.flatMap((event: ComplaintEvent) =>
              event.data.texts.map(({ textId }) => textId),
            );
            expect(refs).toEqual(expect.arrayContaining([...textIds]));
          }
      }),
      { numRuns: 200 },
    );
  });

  it('quotes texts for the citizen, and no internal reasons of staff', () => {
    const received = lodged();
    const quoted = ({ state, events }: Ruling) => messagesOf(state, events).flatMap(({ textIds }) => textIds);
    const notes = [text('missing.location'), text('missing.incidentAt'), text('verification.note')];
    expect(
      quoted(
        decide(
          requestCompletion,
          received,
          coordinator,
          {
            missing: [
              { field: 'location', note: 'Di mana?' },
              { field: 'incidentAt', note: 'Kapan?' },
            ],
            texts: notes,
          },
          at(1),
        ),
      ),
    ).toEqual(['text-missing.location', 'text-missing.incidentAt']);
    expect(
      quoted(
        decide(
          assign,
          received,
          coordinator,
          { office: 'PUPR', ruleVersion: null, texts: [text('assignment.reason')] },
          at(1),
        ),
      ),
    ).toEqual([]);
    expect(quoted(lodge(lodging, clerk, at(0)))).toEqual(['text-subject']);
  });

  it('states in an assignment whether it verified the file, and announces a change of class but not of category', () => {
    const templates = ({ state, events }: Ruling) =>
      messagesOf(state, events).map(({ template, facts }) => [template, facts['isNowComplete']]);
    const to = { office: 'PUPR', ruleVersion: null, texts: [] };
    const verified = { ...lodged(), verified: true };
    expect([
      templates(decide(assign, lodged(), coordinator, to, at(1))),
      templates(decide(assign, verified, coordinator, to, at(1))),
    ]).toEqual([[['assigned', true]], [['assigned', false]]]);
    const classified = (kind: ClassificationChange & CommandContext) =>
      templates(decide(reclassify, lodged(), coordinator, kind, at(1)));
    expect(classified({ category: 'trees.pruning', texts: [] })).toEqual([]);
    expect(classified({ classification: 'aspiration', texts: [] })).toEqual([['reclassified', undefined]]);
    const both = decide(
      requestCompletion,
      lodged(),
      coordinator,
      { classification: 'aspiration', missing: [{ field: 'location', note: 'Di mana?' }], texts: [] },
      at(1),
    );
    expect(templates(both)).toEqual([['completion_requested', undefined]]);
  });

  it('states for every closing what remains possible: reopening with its deadline, or the Ombudsman', () => {
    const resolved = {
      ...lodged(),
      status: 'resolved',
      office: 'PUPR',
      resolvedAt: at(1),
    } as const satisfies Complaint;
    const closedWith = (complaint: Complaint) => {
      const { state, events } = attempts.object(
        complaint,
        { role: 'citizen', ref: 'siti', office: null, client: null },
        at(2),
        0,
      );
      return messagesOf(state, events)[0];
    };
    expect(closedWith(resolved)).toMatchObject({
      template: 'objected',
      facts: { office: 'PUPR', clock: 'first_response', cycle: 2 },
    });
    expect(closedWith({ ...resolved, rounds: 2 })).toMatchObject({
      template: 'closed',
      facts: { outcome: 'contested', mayReopen: false, isReferred: false, clock: null },
    });
    const withdrawn = attempts.withdraw(lodged(), clerk, at(2), 0);
    expect(messagesOf(withdrawn.state, withdrawn.events)[0]).toMatchObject({
      facts: { outcome: 'withdrawn', mayReopen: true, clock: 'reopening', cycle: 1 },
    });
  });
});
