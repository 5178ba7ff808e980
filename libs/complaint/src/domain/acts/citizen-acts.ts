import type { Events, IdentityDocument } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import {
  after,
  closing,
  demand,
  demandPast,
  event,
  factOf,
  referralRequested,
  ruling,
  unchanged,
  type ActOn,
} from '../ruling.js';
import { maxRounds, may } from '../transitions.js';

/** What a completion may fill in beside texts. */
export type Filled = Partial<Pick<Complaint, 'category' | 'regionCode' | 'location' | 'incidentAt' | 'complainantRef'>>;

/** An act of the citizen, or of a clerk for them. */
interface ByCitizen {
  /** By which document the clerk knew the citizen. */
  readonly documentSeen?: IdentityDocument | null | undefined;
}
const onBehalf = (
  by: Actor,
  { documentSeen }: ByCitizen,
): Pick<Events['complaint.withdrawn.v1'], 'onBehalf' | 'documentSeen'> => ({
  onBehalf: by.role === 'counter_clerk',
  ...(documentSeen && { documentSeen }),
});

/**
 * The citizen sends what was missing; the complaint goes back to where it came from. A category that is known stays: a
 * person or the citizen has chosen it.
 * @throws DomainError invalid `complaint.category-known` for another one, `complaint.incident-ahead`
 */
export const complete: ActOn<ByCitizen & { readonly filled?: Filled }> = (complaint, by, command, now) => {
  demand('complete', complaint, by);
  const { category, incidentAt } = command.filled ?? {};
  demandPast(incidentAt, now, '/fields/incidentAt');
  if (category != null && complaint.category !== null && category !== complaint.category) {
    throw new DomainError('invalid', 'complaint.category-known', `its category is ${complaint.category}`, {
      errors: [{ pointer: '/fields/category', code: 'category_known' }],
    });
  }
  const next = after(complaint, 'complete', now, {
    ...command.filled,
    status: complaint.interruptedStatus ?? 'received',
    interruptedStatus: null,
  });
  return ruling(next, event('complaint.completed.v1', next, command.texts, onBehalf(by, command)));
};

export const answer: ActOn<ByCitizen> = (complaint, by, command, now) => {
  demand('answer', complaint, by);
  const next = after(complaint, 'answer', now, { status: 'in_progress' });
  return ruling(next, event('complaint.information-provided.v1', next, command.texts, onBehalf(by, command)));
};

/** The citizen agrees; with `heard` they wanted to be heard and say that they were. */
export const confirm: ActOn<ByCitizen & Pick<Events['complaint.confirmed.v1'], 'heard' | 'rating'>> = (
  complaint,
  by,
  command,
  now,
) => {
  demand('confirm', complaint, by);
  const { heard, rating, texts } = command;
  const next = after(complaint, 'confirm', now, closing(heard ? 'heard' : 'confirmed', now), heard ? { heard } : {});
  return ruling(next, event('complaint.confirmed.v1', next, texts, { ...onBehalf(by, command), heard, rating }));
};

/** The citizen disagrees: a new cycle, or, when both rounds are used up, closed as contested. */
export const object: ActOn<ByCitizen> = (complaint, by, command, now) => {
  demand('object', complaint, by);
  const contested = complaint.rounds >= maxRounds;
  const next = after(
    complaint,
    'object',
    now,
    contested
      ? closing('contested', now)
      : { status: 'in_progress', cycle: complaint.cycle + 1, rounds: complaint.rounds + 1, resolvedAt: null },
  );
  return ruling(next, event('complaint.objected.v1', next, command.texts, { ...onBehalf(by, command), contested }));
};

export const withdraw: ActOn<ByCitizen> = (complaint, by, command, now) => {
  demand('withdraw', complaint, by);
  const next = after(complaint, 'withdraw', now, closing('withdrawn', now));
  return ruling(next, event('complaint.withdrawn.v1', next, command.texts, onBehalf(by, command)));
};

/**
 * A new cycle, by the citizen (a round) or the coordinator; without an office it waits in the queue, to be verified
 * again.
 */
export const reopen: ActOn<ByCitizen> = (complaint, by, command, now) => {
  demand('reopen', complaint, by);
  const { office } = complaint;
  const next = after(complaint, 'reopen', now, {
    status: office === null ? 'received' : 'in_progress',
    verified: office !== null && complaint.verified,
    cycle: complaint.cycle + 1,
    rounds: complaint.rounds + (by.role === 'coordinator' ? 0 : 1),
    outcome: null,
    resolvedAt: null,
    closedAt: null,
    reopeningLapsed: false,
  });
  return ruling(next, event('complaint.reopened.v1', next, command.texts, { ...onBehalf(by, command), office }));
};

/**
 * The citizen asks for the Ombudsman, in any status, and consents by it where they had not: then two acts in one
 * decision, with a fact and an event each. Asking again within the cycle changes nothing.
 */
export const consentAndRefer: ActOn<ByCitizen> = (complaint, by, command, now) => {
  demand('request_referral', complaint, by);
  if (referralRequested(complaint)) return unchanged(complaint);
  const consents = may('consent', complaint, by);
  const consented = consents
    ? { ...complaint, consentToOmbudsman: true, history: [...complaint.history, factOf(complaint, 'consent', now)] }
    : complaint;
  const next = after(consented, 'request_referral', now, {});
  const requested = event('complaint.referral-requested.v1', next, command.texts, onBehalf(by, command));
  return consents
    ? ruling(next, event('complaint.consent-given.v1', next, [], onBehalf(by, command)), requested)
    : ruling(next, requested);
};
