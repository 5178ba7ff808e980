import type { Fact } from './resident.js';
import { endOfDay, endOfWorkingDay, hasSameCalendar, whenWorked, worked } from './working-time.js';

/**
 * An independent model of the clocks of a complaint, written from the rules: when each clock starts, its time budget,
 * when it is paused, and how it ends. It is slow and shares no code with the product.
 */
export interface ClockByHand {
  readonly name: string;
  readonly status: 'running' | 'paused' | 'met' | 'breached' | 'lapsed' | 'cancelled';
  readonly startedAt: number;
  /** Set for clocks that run or have expired. */
  readonly dueAt: number | null;
  readonly metAt: number | null;
}

interface Start {
  readonly name: string;
  readonly cycle: number;
  readonly n: number;
  readonly at: number;
}

const resolutionDays: Readonly<Record<string, number>> = {
  information_request: 5,
  aspiration: 5,
  ordinary_complaint: 14,
  supervisory_complaint: 60,
};
/** Working days, or calendar days for `CD`; some depend on the fact. */
const days: Readonly<Record<string, (fact: Fact) => number>> = {
  verification: () => 3,
  completeness_reply: () => 14,
  completion: () => 30,
  human_contact: () => 1,
  first_response: () => 5,
  resolution: ({ classification }) => resolutionDays[classification]!,
  decision: () => 60,
  complainant_answer: ({ workingDays }) => workingDays ?? 10,
  complainant_reply: () => 10,
  reopening: () => 30,
};
const inCalendarDays = ['completeness_reply', 'completion', 'decision', 'reopening'];
const citizens = ['completion', 'complainant_answer', 'complainant_reply', 'reopening'];
const meeting: Readonly<Record<string, readonly string[]>> = {
  verification: ['assign'],
  completeness_reply: ['verify', 'assign', 'request_completion'],
  completion: ['complete'],
  human_contact: ['contact'],
  first_response: ['respond', 'ask', 'resolve'],
  resolution: ['resolve'],
  decision: ['resolve'],
  complainant_answer: ['answer'],
  complainant_reply: ['confirm', 'object'],
  reopening: ['reopen'],
};
const ending: Readonly<Record<string, readonly string[]>> = {
  human_contact: ['resolve', 'transfer'],
  first_response: ['transfer'],
  reopening: ['lapse_reopening'],
};
const whileStatus: Readonly<Record<string, string>> = {
  completion: 'awaiting_completion',
  complainant_answer: 'awaiting_complainant',
  complainant_reply: 'resolved',
};

const isWaiting = (fact: Fact | undefined): boolean =>
  fact?.status === 'awaiting_completion' || fact?.status === 'awaiting_complainant';
const isOver = (fact: Fact | undefined): boolean => fact?.status === 'closed' || fact?.status === 'archived';
const instantOf = (fact: Fact): number => Date.parse(fact.at);

/** The clocks that a fact starts. */
const started = (fact: Fact, before: Fact | undefined, isAnonymous: boolean, names: readonly string[]): string[] => {
  const { act, office, status, cycle } = fact;
  const begins = before !== undefined && cycle > before.cycle;
  const entrusted = office !== null && (begins || act === 'assign' || act === 'transfer');
  const queued = office === null && (begins || act === 'transfer');
  return [
    ...(act === 'lodge' || queued ? ['verification'] : []),
    ...(act === 'lodge' ? ['completeness_reply'] : []),
    ...(act === 'request_completion' ? ['completion'] : []),
    ...(entrusted && !isAnonymous ? ['human_contact'] : []),
    ...(entrusted ? ['first_response'] : []),
    ...(act === 'lodge' || begins ? ['resolution'] : []),
    ...(!names.includes(`decision/${cycle}`) && (act === 'verify' || act === 'assign' || (begins && office !== null))
      ? ['decision']
      : []),
    ...(act === 'ask' ? ['complainant_answer'] : []),
    ...(act === 'resolve' ? ['complainant_reply'] : []),
    ...(status === 'closed' && before?.status !== 'closed' ? ['reopening'] : []),
  ];
};

/**
 * The clocks by name, cycle and number.
 * @param settled business time up to which the history is final
 */
export const clocksByHand = (
  facts: readonly Fact[],
  isAnonymous: boolean,
  settled: number,
): ReadonlyMap<string, ClockByHand> => {
  const clocks = new Map<string, ClockByHand>();
  const names: string[] = [];
  facts.forEach((fact, at) => {
    for (const name of started(fact, facts[at - 1], isAnonymous, names)) {
      names.push(`${name}/${fact.cycle}`);
      const n = names.filter(each => each === `${name}/${fact.cycle}`).length;
      clocks.set(`${name}/${fact.cycle}/${n}`, run({ name, cycle: fact.cycle, n, at }, facts, settled));
    }
  });
  return clocks;
};

const run = ({ name, cycle, n, at }: Start, facts: readonly Fact[], settled: number): ClockByHand => {
  const unit = inCalendarDays.includes(name) ? 'CD' : 'HK';
  const isCitizens = citizens.includes(name);
  const follows = name === 'resolution' || name === 'decision';
  const first = facts[at]!;
  const startedAt = instantOf(first);
  const time = (who: string | null, from: number, to: number): number =>
    unit === 'CD' ? Math.max(0, to - from) : worked(who, from, to);
  const later = (who: string | null, from: number, ms: number): number =>
    unit === 'CD' ? from + ms : whenWorked(who, from, ms);
  const whole = (who: string | null, fact: Fact): number =>
    unit === 'CD' ? endOfDay(startedAt, days[name]!(fact)) : endOfWorkingDay(who, startedAt, days[name]!(fact));

  let office = first.office;
  let length = days[name]!(first);
  let status: ClockByHand['status'] = 'running';
  let dueAt: number | null = whole(office, first);
  /** The remaining time without pauses at `since`, the last start or resumption. */
  let left = time(office, startedAt, dueAt);
  let since = startedAt;
  const ran: [number, number][] = [];
  let metAt: number | null = null;
  let isDone = false;
  const isActive = (): boolean => status === 'running' || status === 'paused';
  const expire = (by: number): void => {
    if (status === 'running' && dueAt! <= by) status = isCitizens ? 'lapsed' : 'breached';
  };

  for (const [i, fact] of facts.entries()) {
    if (i <= at) continue;
    const now = instantOf(fact);
    const before = facts[i - 1]!;
    expire(now);
    if (isDone) break;
    if (
      meeting[name]!.includes(fact.act) ||
      (name === 'verification' && cycle === 1 && n === 1 && fact.act === 'verify')
    ) {
      metAt = now;
      isDone = true;
      if (isActive()) status = 'met';
    } else if (
      fact.cycle > cycle ||
      (isOver(fact) && !isOver(before)) ||
      ending[name]?.includes(fact.act) ||
      (whileStatus[name] && fact.status !== whileStatus[name])
    ) {
      isDone = true;
      if (isActive()) status = 'cancelled';
    }
    if (!isActive() || isDone) continue;
    if (status === 'paused' && !isWaiting(fact)) {
      status = 'running';
      since = now;
      dueAt = later(office, now, left);
    }
    if (follows && (days[name]!(fact) !== length || !hasSameCalendar(office, fact.office))) {
      [office, length] = [fact.office, days[name]!(fact)];
      const used = [...ran, ...(status === 'running' ? [[since, now] as const] : [])].reduce(
        (sum, [from, to]) => sum + time(office, from, to),
        0,
      );
      left = time(office, startedAt, whole(office, fact)) - used;
      const grace = endOfWorkingDay(office, now, 1);
      const isPast = left <= 0;
      if (isPast) left = time(office, now, grace);
      if (status === 'running') {
        dueAt = isPast ? grace : later(office, now, left);
        ran.push([since, now]);
        since = now;
      }
    }
    if (!isCitizens && status === 'running' && isWaiting(fact)) {
      left -= time(office, since, now);
      ran.push([since, now]);
      status = 'paused';
      dueAt = null;
    }
  }
  expire(settled);
  return { name, status, startedAt, dueAt: ['running', 'breached', 'lapsed'].includes(status) ? dueAt : null, metAt };
};
