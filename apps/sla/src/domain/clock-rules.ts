import type { Act, Fact } from '@tuntas/complaint';
import type { ClockName, Status } from '@tuntas/contracts';

/** One fact in its place in the history. */
export interface Moment {
  readonly fact: Fact;
  /** The fact before it; null when the complaint is lodged. */
  readonly before: Fact | null;
  readonly isAnonymous: boolean;
  /** Whether a clock of that name has started in the fact's cycle. */
  readonly hasStarted: (name: ClockName) => boolean;
}

/** The line of the table of clocks, but for length, ladder and basis, which are policy. */
export interface ClockRule {
  readonly starts: (moment: Moment) => boolean;
  /** Whether the duty is met; `startedBy` is the act that started the clock. */
  readonly meets: (moment: Moment, startedBy: Act) => boolean;
  /** Whether the duty is over without being met; closing and a new cycle end every duty anyway. */
  readonly ends?: (moment: Moment) => boolean;
  /** The duty goes along with the complaint: a new office or class computes its due instant again. */
  readonly follows?: true;
  /** Of the clocks that cover the same duty only the one due first warns. */
  readonly duty?: 'verify' | 'resolve';
}

export type RuledClock = Exclude<ClockName, 'ladder'>;

const by =
  (...acts: readonly Act[]) =>
  ({ fact }: Moment): boolean =>
    acts.includes(fact.act);
const leaves =
  (status: Status) =>
  ({ fact, before }: Moment): boolean =>
    before?.status === status && fact.status !== status;

/** An objection or a reopening. */
export const beginsCycle = ({ fact, before }: Moment): boolean => before !== null && fact.cycle > before.cycle;
const closes = ({ fact, before }: Moment): boolean => fact.status === 'closed' && before?.status !== 'closed';
/** Nobody owes anything any more of what was owed before. */
export const endsEverything = (moment: Moment): boolean =>
  beginsCycle(moment) || closes(moment) || (moment.fact.status === 'archived' && moment.before?.status !== 'archived');

export const isWaiting = (fact: Fact | null): boolean =>
  fact?.status === 'awaiting_completion' || fact?.status === 'awaiting_complainant';

/** An office becomes responsible: by assignment, by transfer, or again in a new cycle. */
const entrusts = (moment: Moment): boolean =>
  moment.fact.office !== null && (by('assign', 'transfer')(moment) || beginsCycle(moment));
/** Back in the coordinator's queue. */
const queues = (moment: Moment): boolean =>
  moment.fact.office === null && (by('transfer')(moment) || beginsCycle(moment));

/** In the order in which clocks that start at one moment are told. */
export const clockRules: Readonly<Record<RuledClock, ClockRule>> = {
  verification: {
    starts: moment => by('lodge')(moment) || queues(moment),
    // What came back to the queue was verified before: only an office of its own ends its waiting.
    meets: (moment, startedBy) => by('assign')(moment) || (startedBy === 'lodge' && by('verify')(moment)),
    duty: 'verify',
  },
  completeness_reply: { starts: by('lodge'), meets: by('verify', 'assign', 'request_completion'), duty: 'verify' },
  completion: { starts: by('request_completion'), meets: by('complete'), ends: leaves('awaiting_completion') },
  human_contact: {
    starts: moment => !moment.isAnonymous && entrusts(moment),
    meets: by('contact'),
    ends: by('resolve', 'transfer'),
  },
  first_response: { starts: entrusts, meets: by('respond', 'ask', 'resolve'), ends: by('transfer') },
  resolution: {
    starts: moment => by('lodge')(moment) || beginsCycle(moment),
    meets: by('resolve'),
    follows: true,
    duty: 'resolve',
  },
  decision: {
    starts: moment =>
      !moment.hasStarted('decision') &&
      (by('verify', 'assign')(moment) || (beginsCycle(moment) && moment.fact.office !== null)),
    meets: by('resolve'),
    follows: true,
    duty: 'resolve',
  },
  complainant_answer: { starts: by('ask'), meets: by('answer'), ends: leaves('awaiting_complainant') },
  complainant_reply: { starts: by('resolve'), meets: by('confirm', 'object'), ends: leaves('resolved') },
  reopening: { starts: closes, meets: by('reopen'), ends: by('lapse_reopening') },
};

export const ruledClocks = Object.keys(clockRules) as readonly RuledClock[];
