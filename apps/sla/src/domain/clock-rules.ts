import type { Fact } from '@tuntas/complaint';
import type { ClockName, Status, Act } from '@tuntas/contracts';

/** One fact of the history with its predecessor. */
export interface Moment {
  readonly fact: Fact;
  /** The previous fact; null for the lodging. */
  readonly before: Fact | null;
  readonly isAnonymous: boolean;
  /** Whether a clock of that name has started in the fact's cycle. */
  readonly hasStarted: (name: ClockName) => boolean;
}

/**
 * The rule of one clock. The acts that meet its duty are in the definitions of the acts; its length, highest level and
 * legal basis are in the policy (SlaPolicy).
 */
export interface ClockRule {
  readonly starts: (moment: Moment) => boolean;
  /** Whether the fact ends the duty without meeting it. Closing and a new cycle end every duty (endsEverything). */
  readonly ends?: (moment: Moment) => boolean;
  /** Whether a new office or classification computes the due instant again. */
  readonly follows?: true;
  /** The duty that several clocks share; only the clock that is due first warns. */
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

/** Whether the fact begins a new cycle: an objection or a reopening. */
export const beginsCycle = ({ fact, before }: Moment): boolean => before !== null && fact.cycle > before.cycle;
const closes = ({ fact, before }: Moment): boolean => fact.status === 'closed' && before?.status !== 'closed';
/** Whether the fact ends every duty that was owed before. */
export const endsEverything = (moment: Moment): boolean =>
  beginsCycle(moment) || closes(moment) || (moment.fact.status === 'archived' && moment.before?.status !== 'archived');

export const isWaiting = (fact: Fact | null): boolean =>
  fact?.status === 'awaiting_completion' || fact?.status === 'awaiting_complainant';

/** An office becomes responsible: by assignment, by transfer, or again in a new cycle. */
const makesOfficeResponsible = (moment: Moment): boolean =>
  moment.fact.office !== null && (by('assign', 'transfer')(moment) || beginsCycle(moment));
/** The complaint returns to the coordinator's queue. */
const returnsToQueue = (moment: Moment): boolean =>
  moment.fact.office === null && (by('transfer')(moment) || beginsCycle(moment));

/** The rules, in the order in which clocks that start at the same instant are published. */
export const clockRules: Readonly<Record<RuledClock, ClockRule>> = {
  verification: {
    starts: moment => by('lodge')(moment) || returnsToQueue(moment),
    duty: 'verify',
  },
  completeness_reply: { starts: by('lodge'), duty: 'verify' },
  completion: { starts: by('request_completion'), ends: leaves('awaiting_completion') },
  human_contact: {
    starts: moment => !moment.isAnonymous && makesOfficeResponsible(moment),
    ends: by('resolve', 'transfer'),
  },
  first_response: { starts: makesOfficeResponsible, ends: by('transfer') },
  resolution: {
    starts: moment => by('lodge')(moment) || beginsCycle(moment),
    follows: true,
    duty: 'resolve',
  },
  decision: {
    starts: moment =>
      !moment.hasStarted('decision') &&
      (by('verify', 'assign')(moment) || (beginsCycle(moment) && moment.fact.office !== null)),
    follows: true,
    duty: 'resolve',
  },
  complainant_answer: { starts: by('ask'), ends: leaves('awaiting_complainant') },
  complainant_reply: { starts: by('resolve'), ends: leaves('resolved') },
  reopening: { starts: closes, ends: by('lapse_reopening') },
};

export const ruledClocks = Object.keys(clockRules) as readonly RuledClock[];
