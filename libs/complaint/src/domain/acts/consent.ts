import { statuses } from '@tuntas/contracts';
import type { Complaint } from '../complaint.js';
import { defineAct, event, type ActContext, type Effect } from '../define-act.js';
import { onBehalf } from './by-citizen.js';

const hasNotConsented = (complaint: Complaint): boolean => !complaint.consentToOmbudsman;

/** The effect of the consent, also within a request for referral. */
export const consented = (context: ActContext): Effect => ({
  change: { consentToOmbudsman: true },
  events: [event('complaint.consent-given.v1', onBehalf(context))],
});

/** The citizen consents to a referral to the Ombudsman. A request for referral includes it. */
export const consent = defineAct({
  name: 'consent',
  path: 'referral',
  transitions: [{ who: ['citizen'], from: statuses, to: 'same', when: hasNotConsented }],
  wakesEscalation: true,
  apply: (_complaint, _command, context) => consented(context),
  notify: { 'complaint.consent-given.v1': 'the citizen consented just now; the opened case has its own message' },
});
