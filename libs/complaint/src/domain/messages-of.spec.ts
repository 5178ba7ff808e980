import { messageTemplates, type ComplaintEvent, type MessageTemplate } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import fc from 'fast-check';
import { lodge } from './acts/lodging.js';
import { assign, reclassify, requestCompletion } from './acts/coordinator-acts.js';
import type { Complaint } from './complaint.js';
import { acts, type Act } from './fact.js';
import { messagesOf, messageRules } from './messages-of.js';
import type { Ruling } from './ruling.js';
import { at, attempts, clerk, coordinator, everybody, lodged, lodging, text } from './specimens.js';
import { openTo } from './transitions.js';

/**
 * What an act tells the citizen, in the words of the documentation; an act that may end the complaint or not, or leads
 * elsewhere, has several.
 */
const toldOf: Readonly<Partial<Record<Act, readonly MessageTemplate[]>>> = {
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
/** These need no message; why is said where it is decided. */
const untold: readonly Act[] = [
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
type Deed = keyof typeof attempts;

const lives = fc
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
      const allowed = everybody
        .flatMap(by => openTo(state, by).map(({ act }) => ({ act, by })))
        .filter((each): each is { act: Deed; by: typeof each.by } => each.act in attempts);
      const one = allowed[pick % allowed.length]!;
      minutes += later;
      try {
        const ruling = attempts[one.act](state, one.by, at(minutes), choice);
        steps.push({ act: one.act, ruling });
        state = ruling.state;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    return steps;
  });
const messagesIn = ({ ruling: { state, events } }: Step) => messagesOf(state, events);

describe('what the citizen must be told of a decision', () => {
  it('is known of every act of the table, or why nothing need be told', () => {
    expect([...Object.keys(toldOf), ...untold].sort()).toEqual([...acts].sort());
    for (const reason of Object.values(messageRules).filter(tells => typeof tells === 'string'))
      expect(reason).toMatch(/^\S+( \S+){2,}$/);
  });

  it('is one message at most, of the kind that belongs to the act, once and for all', () => {
    const seen = new Map<Act, Set<string>>();
    fc.assert(
      fc.property(lives, life => {
        const occasions = new Set<string>();
        for (const step of life) {
          const told = messagesIn(step);
          expect([step.act, told.length <= 1]).toEqual([step.act, true]);
          for (const { template, occasion } of told) {
            expect([step.act, toldOf[step.act]]).toEqual([step.act, expect.arrayContaining([template])]);
            expect(occasions.has(occasion)).toBe(false);
            occasions.add(occasion);
            seen.set(step.act, (seen.get(step.act) ?? new Set()).add(template));
          }
          // Nothing happened, or another category, or a verification that an assignment brings along, or an act that
          // needs no message.
          if (told.length === 0 && !untold.includes(step.act) && step.act !== 'reclassify')
            expect([step.act, step.ruling.events]).toEqual([step.act, []]);
        }
      }),
      { numRuns: 1000, seed: 20_260_317 },
    );
    for (const [act, templates] of Object.entries(toldOf))
      expect([act, [...(seen.get(act as Act) ?? [])].sort()]).toEqual([act, [...templates].sort()]);
    const besides = ['delay', 'referral_offered', 'case_opened', 'case_ended'];
    expect(new Set([...seen.values()].flatMap(each => [...each]).concat(besides))).toEqual(new Set(messageTemplates));
  });

  it('holds codes, instants and numbers alone, and texts by their ids', () => {
    fc.assert(
      fc.property(lives, life => {
        for (const step of life)
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

  it('quotes what was written for the citizen, and no reason that staff gave one another', () => {
    const received = lodged();
    const quoted = ({ state, events }: Ruling) => messagesOf(state, events).flatMap(({ textIds }) => textIds);
    const notes = [text('missing.location'), text('missing.incidentAt'), text('verification.note')];
    expect(
      quoted(requestCompletion(received, coordinator, { missing: ['location', 'incidentAt'], texts: notes }, at(1))),
    ).toEqual(['text-missing.location', 'text-missing.incidentAt']);
    expect(
      quoted(
        assign(received, coordinator, { office: 'PUPR', ruleVersion: null, texts: [text('assignment.reason')] }, at(1)),
      ),
    ).toEqual([]);
    expect(quoted(lodge(lodging, clerk, at(0)))).toEqual(['text-subject']);
  });

  it('says with an assignment whether the file was found complete by it, and of a new class when it changes', () => {
    const templates = ({ state, events }: Ruling) =>
      messagesOf(state, events).map(({ template, facts }) => [template, facts['isNowComplete']]);
    const to = { office: 'PUPR', ruleVersion: null, texts: [] };
    const verified = { ...lodged(), verified: true };
    expect([
      templates(assign(lodged(), coordinator, to, at(1))),
      templates(assign(verified, coordinator, to, at(1))),
    ]).toEqual([[['assigned', true]], [['assigned', false]]]);
    const classified = (kind: Parameters<typeof reclassify>[2]) =>
      templates(reclassify(lodged(), coordinator, kind, at(1)));
    expect(classified({ category: 'trees.pruning', texts: [] })).toEqual([]);
    expect(classified({ classification: 'aspiration', texts: [] })).toEqual([['reclassified', undefined]]);
    const both = requestCompletion(
      lodged(),
      coordinator,
      { classification: 'aspiration', missing: ['location'], texts: [] },
      at(1),
    );
    expect(templates(both)).toEqual([['completion_requested', undefined]]);
  });

  it('tells of every ending what is still possible: reopening with its time, or the Ombudsman', () => {
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
