import type { Events, IdentityDocument } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import {
  nextState,
  closing,
  requireAllowed,
  requirePast,
  event,
  factOf,
  referralRequested,
  ruling,
  unchanged,
  type ActOn,
} from '../ruling.js';
import { maxRounds, may } from '../transitions.js';

/** The fields that a completion may set, in addition to texts. */
export type CompletedFields = Partial<
  Pick<Complaint, 'category' | 'regionCode' | 'location' | 'incidentAt' | 'complainantRef'>
>;

/** An act of the citizen, or of a clerk on their behalf. */
interface ByCitizen {
  /** The document by which the clerk identified the citizen. */
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
 * Completes the complaint, which returns to its previous status. An existing category cannot be changed: staff or the
 * citizen has chosen it.
 * @throws DomainError invalid `complaint.category-known` for a different category, `complaint.incident-ahead`
 */
export const complete: ActOn<ByCitizen & { readonly filled?: CompletedFields }> = (complaint, by, command, now) => {
  requireAllowed('complete', complaint, by);
  const { category, incidentAt } = command.filled ?? {};
  requirePast(incidentAt, now, '/fields/incidentAt');
  if (category != null && complaint.category !== null && category !== complaint.category) {
    throw new DomainError('invalid', 'complaint.category-known', `its category is ${complaint.category}`, {
      errors: [{ pointer: '/fields/category', code: 'category_known' }],
    });
  }
  const next = nextState(complaint, 'complete', now, {
    ...command.filled,
    status: complaint.interruptedStatus ?? 'received',
    interruptedStatus: null,
  });
  return ruling(next, event('complaint.completed.v1', next, command.texts, onBehalf(by, command)));
};

export const answer: ActOn<ByCitizen> = (complaint, by, command, now) => {
  requireAllowed('answer', complaint, by);
  const next = nextState(complaint, 'answer', now, { status: 'in_progress' });
  return ruling(next, event('complaint.information-provided.v1', next, command.texts, onBehalf(by, command)));
};

/** The citizen accepts the decision. `heard`: they wanted to be heard and confirm it. */
export const confirm: ActOn<ByCitizen & Pick<Events['complaint.confirmed.v1'], 'heard' | 'rating'>> = (
  complaint,
  by,
  command,
  now,
) => {
  requireAllowed('confirm', complaint, by);
  const { heard, rating, texts } = command;
  const next = nextState(
    complaint,
    'confirm',
    now,
    closing(heard ? 'heard' : 'confirmed', now),
    heard ? { heard } : {},
  );
  return ruling(next, event('complaint.confirmed.v1', next, texts, { ...onBehalf(by, command), heard, rating }));
};

/** The citizen objects: it starts a new cycle, or closes the complaint as contested if both rounds are used. */
export const object: ActOn<ByCitizen> = (complaint, by, command, now) => {
  requireAllowed('object', complaint, by);
  const contested = complaint.rounds >= maxRounds;
  const next = nextState(
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
  requireAllowed('withdraw', complaint, by);
  const next = nextState(complaint, 'withdraw', now, closing('withdrawn', now));
  return ruling(next, event('complaint.withdrawn.v1', next, command.texts, onBehalf(by, command)));
};

/**
 * Reopens the complaint in a new cycle. A reopening by the citizen counts as a round. A complaint without an office is
 * received and must be verified again.
 */
export const reopen: ActOn<ByCitizen> = (complaint, by, command, now) => {
  requireAllowed('reopen', complaint, by);
  const { office } = complaint;
  const next = nextState(complaint, 'reopen', now, {
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
 * The citizen requests a referral to the Ombudsman, in any status. Without an earlier consent the request also gives
 * it: two acts in one decision, each with a fact and an event. A repeated request in the same cycle changes nothing.
 */
export const consentAndRefer: ActOn<ByCitizen> = (complaint, by, command, now) => {
  requireAllowed('request_referral', complaint, by);
  if (referralRequested(complaint)) return unchanged(complaint);
  const consents = may('consent', complaint, by);
  const consented = consents
    ? { ...complaint, consentToOmbudsman: true, history: [...complaint.history, factOf(complaint, 'consent', now)] }
    : complaint;
  const next = nextState(consented, 'request_referral', now, {});
  const requested = event('complaint.referral-requested.v1', next, command.texts, onBehalf(by, command));
  return consents
    ? ruling(next, event('complaint.consent-given.v1', next, [], onBehalf(by, command)), requested)
    : ruling(next, requested);
};
