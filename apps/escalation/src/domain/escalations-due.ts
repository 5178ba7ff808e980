import type { Complaint, Fact } from '@tuntas/complaint';
import { endOf } from './end-of.js';
import { manualKey, type Escalation } from './escalation.js';
import type { PublishedClock } from './published-clock.js';

/** What the ladder needs to know of a complaint. */
export type EscalatedComplaint = Pick<Complaint, 'id' | 'office' | 'classification' | 'consentToOmbudsman' | 'history'>;

/** A rung that history and clocks imply, whether it was raised already or not. */
export interface DueEscalation extends Pick<Escalation, 'key' | 'level' | 'cycle' | 'reason'> {
  /** The clock at the root; null for the citizen's own request. */
  readonly root: PublishedClock | null;
  readonly causedAt: Date;
}

/** A rung whose time was over before its duty was done. */
interface ClimbedRung {
  readonly escalation: Escalation;
  readonly root: PublishedClock;
  readonly breachedAt: Date;
  readonly endedAt: Date | null;
  /** The consent that level 3 needs was missing at that moment. */
  readonly offered: boolean;
}

export interface Due {
  /** In the order in which they came about. */
  readonly escalations: readonly DueEscalation[];
  /** Whose next rung is the Ombudsman, while nobody has consented to it. */
  readonly offers: readonly Escalation[];
}

/** Everything that ought to have been raised or offered by now. */
export function escalationsDue(
  complaint: EscalatedComplaint,
  clocks: readonly PublishedClock[],
  existing: readonly Escalation[],
): Due {
  const climbed = rungsClimbed(complaint, clocks, existing);
  const lastRungs = climbed.filter(({ escalation }) => escalation.level === 2);
  const withinTheCity = [
    ...clocks.flatMap(firstRung),
    ...climbed.filter(({ escalation }) => escalation.level < 2).map(secondRung),
  ];
  const toTheOmbudsman = [...lastRungs.flatMap(rung => thirdRung(rung, complaint)), ...requested(complaint, lastRungs)];
  const escalations = complaint.consentToOmbudsman ? [...withinTheCity, ...toTheOmbudsman] : withinTheCity;
  return {
    escalations: escalations.sort((a, b) => a.causedAt.getTime() - b.causedAt.getTime() || a.level - b.level),
    offers: complaint.consentToOmbudsman ? [] : lastRungs.map(({ escalation }) => escalation),
  };
}

function firstRung(clock: PublishedClock): DueEscalation[] {
  if (clock.name === 'ladder' || clock.status !== 'breached' || clock.breachedAt === null || clock.maxLevel < 1)
    return [];
  return [{ key: clock.id, level: 1, cycle: clock.cycle, reason: 'breach', root: clock, causedAt: clock.breachedAt }];
}

/** The escalations whose own clock was breached while they lasted, and whose root may climb further. */
function rungsClimbed(
  complaint: EscalatedComplaint,
  clocks: readonly PublishedClock[],
  existing: readonly Escalation[],
): ClimbedRung[] {
  const { history, consentToOmbudsman } = complaint;
  return existing.flatMap(escalation => {
    const breachedAt = clocks.find(
      ({ escalationId, status }) => escalationId === escalation.id && status === 'breached',
    )?.breachedAt;
    const root = clocks.find(({ id }) => id === escalation.clockId);
    if (!breachedAt || !root || escalation.level >= root.maxLevel) return [];
    const end = endOf({ ...escalation, causedAt: root.breachedAt ?? escalation.raisedAt }, root, history);
    if (end && end.at < breachedAt) return [];
    const offered = escalation.referralOfferedAt !== null || !consentedBy(breachedAt, consentToOmbudsman, history);
    return [{ escalation, root, breachedAt, endedAt: end?.at ?? null, offered }];
  });
}

const secondRung = ({ escalation, root, breachedAt }: ClimbedRung): DueEscalation => ({
  key: root.id,
  level: escalation.level + 1,
  cycle: root.cycle,
  reason: 'ladder',
  root,
  causedAt: breachedAt,
});

function thirdRung(
  { root, breachedAt, endedAt, offered }: ClimbedRung,
  { history }: EscalatedComplaint,
): DueEscalation[] {
  const due = { key: root.id, level: 3, cycle: root.cycle, root };
  if (!offered) return [{ ...due, reason: 'ladder', causedAt: breachedAt }];
  const request = history.find(fact => isRequest(fact) && fact.cycle === root.cycle && fact.at >= breachedAt);
  if (request) return [{ ...due, reason: 'referral', causedAt: request.at }];
  const consent = history.find(fact => fact.act === 'consent' && fact.at >= breachedAt);
  const causedAt = consent?.at ?? breachedAt;
  return endedAt && endedAt <= causedAt ? [] : [{ ...due, reason: 'ladder', causedAt }];
}

/** The citizen's requests that answer no offer: one per cycle. */
function requested({ history }: EscalatedComplaint, lastRungs: readonly ClimbedRung[]): DueEscalation[] {
  const answersAnOffer = (request: Fact) =>
    lastRungs.some(
      ({ root, offered, breachedAt }) => offered && root.cycle === request.cycle && breachedAt <= request.at,
    );
  const requests = history.filter(fact => isRequest(fact) && !answersAnOffer(fact));
  const firsts = requests.filter((request, i) => requests.findIndex(({ cycle }) => cycle === request.cycle) === i);
  return firsts.map(({ cycle, at }) => ({
    key: manualKey(cycle),
    level: 3,
    cycle,
    reason: 'referral',
    root: null,
    causedAt: at,
  }));
}

const isRequest = (fact: Fact): boolean => fact.act === 'request_referral';

/** Consent was given when lodging, unless the history holds the act of giving it. */
function consentedBy(instant: Date, consented: boolean, history: readonly Fact[]): boolean {
  const given = history.find(fact => fact.act === 'consent');
  return consented && (given === undefined || given.at <= instant);
}
