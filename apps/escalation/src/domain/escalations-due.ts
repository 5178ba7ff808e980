import type { Complaint, Fact } from '@tuntas/complaint';
import { endOf } from './end-of.js';
import { manualKey, type Escalation } from './escalation.js';
import type { PublishedClock } from './published-clock.js';

/** The data of a complaint that the ladder needs. */
export type EscalatedComplaint = Pick<Complaint, 'id' | 'office' | 'classification' | 'consentToOmbudsman' | 'history'>;

/** A rung that history and clocks imply, already raised or not. */
export interface DueEscalation extends Pick<Escalation, 'key' | 'level' | 'cycle' | 'reason'> {
  /** The clock at the root; null for the citizen's own request. */
  readonly root: PublishedClock | null;
  readonly causedAt: Date;
}

/** A rung whose own clock was breached before its duty was met. */
interface ClimbedRung {
  readonly escalation: Escalation;
  readonly root: PublishedClock;
  readonly breachedAt: Date;
  readonly endedAt: Date | null;
  /** Whether the consent for level 3 was missing at the breach, so that a referral is offered. */
  readonly offered: boolean;
}

/** The escalations and offers that history and clocks imply. */
export interface Due {
  /** In the order of their causes. */
  readonly escalations: readonly DueEscalation[];
  /** The escalations whose next rung is the Ombudsman while the citizen's consent is missing. */
  readonly offers: readonly Escalation[];
}

/** Computes all rungs that must be raised or offered by now. */
export const escalationsDue = (
  complaint: EscalatedComplaint,
  clocks: readonly PublishedClock[],
  existing: readonly Escalation[],
): Due => {
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
};

const firstRung = (clock: PublishedClock): DueEscalation[] => {
  if (clock.name === 'ladder' || clock.status !== 'breached' || clock.breachedAt === null || clock.maxLevel < 1)
    return [];
  return [{ key: clock.id, level: 1, cycle: clock.cycle, reason: 'breach', root: clock, causedAt: clock.breachedAt }];
};

/** The escalations whose own clock was breached before they ended, and whose root clock may escalate further. */
const rungsClimbed = (
  complaint: EscalatedComplaint,
  clocks: readonly PublishedClock[],
  existing: readonly Escalation[],
): ClimbedRung[] => {
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
};

const secondRung = ({ escalation, root, breachedAt }: ClimbedRung): DueEscalation => ({
  key: root.id,
  level: escalation.level + 1,
  cycle: root.cycle,
  reason: 'ladder',
  root,
  causedAt: breachedAt,
});

const thirdRung = (
  { root, breachedAt, endedAt, offered }: ClimbedRung,
  { history }: EscalatedComplaint,
): DueEscalation[] => {
  const due = { key: root.id, level: 3, cycle: root.cycle, root };
  if (!offered) return [{ ...due, reason: 'ladder', causedAt: breachedAt }];
  const request = history.find(fact => isRequest(fact) && fact.cycle === root.cycle && fact.at >= breachedAt);
  if (request) return [{ ...due, reason: 'referral', causedAt: request.at }];
  const consent = history.find(fact => fact.act === 'consent' && fact.at >= breachedAt);
  const causedAt = consent?.at ?? breachedAt;
  return endedAt && endedAt <= causedAt ? [] : [{ ...due, reason: 'ladder', causedAt }];
};

/** The citizen's requests for referral that answer no offer: the first one of each cycle. */
const requested = ({ history }: EscalatedComplaint, lastRungs: readonly ClimbedRung[]): DueEscalation[] => {
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
};

const isRequest = (fact: Fact): boolean => fact.act === 'request_referral';

/**
 * Whether the citizen had consented by an instant. Without a `consent` act in the history, the consent was given at the
 * lodging.
 */
const consentedBy = (instant: Date, consented: boolean, history: readonly Fact[]): boolean => {
  const given = history.find(fact => fact.act === 'consent');
  return consented && (given === undefined || given.at <= instant);
};
