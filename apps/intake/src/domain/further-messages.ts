import type { Complaint, DueMessage, MessageFacts } from '@tuntas/complaint';
import { canMeet, referralRequested } from '@tuntas/complaint';
import {
  type Act,
  clockNames,
  type CaseStage,
  type ClockName,
  type Events,
  type MessageTemplate,
} from '@tuntas/contracts';
import type { LateDuty } from './message-sentences.js';

// Messages to citizens about events of other services, while the complaint itself does not change.

/**
 * The duties with a delay message. If several clocks cover one duty, only the first breach sends a message; it names
 * the remedy earlier than UU 25/2009 Art. 44(3) requires.
 */
const lateDuties: Partial<Record<ClockName, LateDuty>> = {
  verification: 'check',
  completeness_reply: 'check',
  first_response: 'response',
  resolution: 'decision',
  decision: 'decision',
};

/** Whether the act fulfils the duty, or a transfer passes the response on to another office. */
const fulfils = (act: Act, duty: LateDuty): boolean =>
  (duty === 'response' && act === 'transfer') ||
  clockNames.some(clock => lateDuties[clock] === duty && canMeet(act, clock));

/**
 * Whether a breach of this clock is notified to the citizen. Breaches of early contact and of escalation steps are
 * internal.
 */
export const isNotifiedWhenLate = (clock: ClockName): boolean => clock in lateDuties;

const activeStatuses = ['received', 'assigned', 'in_progress'];

/**
 * The message about a delay, with the remedy.
 * @returns null if the duty was fulfilled before the breach was processed, or if the complaint waits for the citizen
 */
export const delayOf = (
  complaint: Complaint,
  { name, cycle, n, at, maxLevel }: Events['clock.breached.v1'],
): DueMessage | null => {
  const duty = lateDuties[name];
  if (!duty || cycle !== complaint.cycle || !activeStatuses.includes(complaint.status)) return null;
  const breachedAt = new Date(at);
  if (complaint.history.some(fact => fact.cycle === cycle && fact.at > breachedAt && fulfils(fact.act, duty)))
    return null;
  return message('delay', `delay:${duty}:${cycle}.${n}`, {
    duty,
    office: complaint.office,
    climbs: maxLevel > 0,
  });
};

/** The offer of a referral to the Ombudsman, unless the citizen has consented or requested it. */
export const offerOf = (complaint: Complaint, { cycle }: Events['referral.offered.v1']): DueMessage | null =>
  cycle !== complaint.cycle ||
  complaint.consentToOmbudsman ||
  referralRequested(complaint) ||
  !activeStatuses.includes(complaint.status)
    ? null
    : message('referral_offered', `referral_offered:${cycle}`, {});

export const caseOpenedOf = (_: Complaint, { caseId, registrationNumber }: Events['case.opened.v1']): DueMessage =>
  message('case_opened', `case_opened:${caseId}`, { registrationNumber });

const finalStages: readonly CaseStage[] = ['closed', 'not_admissible', 'deemed_withdrawn', 'withdrawn'];

/**
 * The message about the end of a case; until then the Ombudsman informs the citizen. A reopened case may end again.
 * @param sequence the sequence number of the event
 */
export const caseEndedOf = (
  _: Complaint,
  { caseId, registrationNumber, stage, ground }: Events['case.stage-changed.v1'],
  sequence: number,
): DueMessage | null =>
  finalStages.includes(stage)
    ? message('case_ended', `case_ended:${caseId}:${sequence}`, { registrationNumber, stage, ground })
    : null;

const message = (template: MessageTemplate, occasion: string, facts: MessageFacts): DueMessage => ({
  template,
  occasion,
  facts,
  textIds: [],
});
