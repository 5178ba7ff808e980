import type { Complaint, DueMessage, MessageFacts } from '@tuntas/complaint';
import { referralRequested, type Act } from '@tuntas/complaint';
import type { CaseStage, ClockName, Events, MessageTemplate } from '@tuntas/contracts';
import type { LateDuty } from './message-sentences.js';

// What citizens must be told of that nobody did to their complaint: what others found out, while it stood still.

/**
 * Of the clocks that cover one duty the first to breach is told of, and no other: the remedy has been named then,
 * earlier than UU 25/2009 Art. 44(3) wants it.
 */
const lateDuties: Partial<Record<ClockName, { readonly duty: LateDuty; readonly metBy: readonly Act[] }>> = {
  verification: { duty: 'check', metBy: ['verify', 'assign', 'request_completion'] },
  completeness_reply: { duty: 'check', metBy: ['verify', 'assign', 'request_completion'] },
  first_response: { duty: 'response', metBy: ['respond', 'ask', 'resolve', 'transfer'] },
  resolution: { duty: 'decision', metBy: ['resolve'] },
  decision: { duty: 'decision', metBy: ['resolve'] },
};

/**
 * Whether anybody is told when this clock breaches. Early contact is counted and shown; a rung is the city's own
 * affair.
 */
export const isToldWhenLate = (clock: ClockName): boolean => clock in lateDuties;

const workedOn = ['received', 'assigned', 'in_progress'];

/**
 * That a duty is late, with the remedy; nothing where it was fulfilled before anybody heard of it, or the citizen is
 * waited for.
 */
export const delayOf = (
  complaint: Complaint,
  { name, cycle, n, at, maxLevel }: Events['clock.breached.v1'],
): DueMessage | null => {
  const late = lateDuties[name];
  if (!late || cycle !== complaint.cycle || !workedOn.includes(complaint.status)) return null;
  const breachedAt = new Date(at);
  if (complaint.history.some(fact => fact.cycle === cycle && fact.at > breachedAt && late.metBy.includes(fact.act)))
    return null;
  return message('delay', `delay:${late.duty}:${cycle}.${n}`, {
    duty: late.duty,
    office: complaint.office,
    climbs: maxLevel > 0,
  });
};

/** That it may go to the Ombudsman, if the citizen agrees. */
export const offerOf = (complaint: Complaint, { cycle }: Events['referral.offered.v1']): DueMessage | null =>
  cycle !== complaint.cycle ||
  complaint.consentToOmbudsman ||
  referralRequested(complaint) ||
  !workedOn.includes(complaint.status)
    ? null
    : message('referral_offered', `referral_offered:${cycle}`, {});

export const caseOpenedOf = (_: Complaint, { caseId, registrationNumber }: Events['case.opened.v1']): DueMessage =>
  message('case_opened', `case_opened:${caseId}`, { registrationNumber });

const ends: readonly CaseStage[] = ['closed', 'not_admissible', 'deemed_withdrawn', 'withdrawn'];

/**
 * How the case ended; until then the Ombudsman speaks with the citizen. A case that was taken up again may end again.
 * @param sequence of the event
 */
export const caseEndedOf = (
  _: Complaint,
  { caseId, registrationNumber, stage, ground }: Events['case.stage-changed.v1'],
  sequence: number,
): DueMessage | null =>
  ends.includes(stage)
    ? message('case_ended', `case_ended:${caseId}:${sequence}`, { registrationNumber, stage, ground })
    : null;

const message = (template: MessageTemplate, occasion: string, facts: MessageFacts): DueMessage => ({
  template,
  occasion,
  facts,
  textIds: [],
});
