import { statuses } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import { defineAct, event, isOpenTo, type ActContext, type ActTransition } from '../define-act.js';

const isIdentityKnown = (complaint: Complaint): boolean => complaint.complainantRef !== null;
const isNamed = (complaint: Complaint): boolean => isIdentityKnown(complaint) && !complaint.isAnonymous;

const transitions: readonly ActTransition[] = [
  { who: ['office', 'coordinator'], from: statuses, to: 'same', when: isNamed },
  { who: ['ombudsman'], from: statuses, to: 'same', when: isIdentityKnown },
  // A reissued receipt contains the name, so it is a disclosure too.
  { who: ['integrator', 'clerk'], from: statuses, to: 'same', when: isNamed, internal: true },
];
const mayDisclose = (complaint: Complaint, by: Actor): boolean => transitions.some(row => isOpenTo(row, complaint, by));

/**
 * Discloses the identity of the complainant. It emits an event for the audit. The texts contain the reason.
 * @throws DomainError conflict `identity.withheld` for an anonymous complaint, regardless of whether the vault has the
 *   identity; `identity.not-kept` if the vault has none
 */
export const disclose = defineAct({
  name: 'disclose',
  path: 'identity-disclosure',
  transitions,
  wakesEscalation: false,
  changesHistory: false,
  texts: ({ reason }: { readonly reason: string }) => ({ 'disclosure.reason': reason }),
  validate: (complaint, _, context) => requireIdentity(complaint, context),
  apply: (_complaint, _command, { by }) => ({
    events: [event('identity.disclosed.v1', { toRole: by.role, toOffice: by.office, toRef: by.ref })],
  }),
  notify: { 'identity.disclosed.v1': 'a disclosure to staff is recorded in the audit only' },
});

/** Actors who may request disclosures get a specific error; all others are refused by the transition table. */
const requireIdentity = (complaint: Complaint, { by, allowedActions }: ActContext): void => {
  const withIdentity = { ...complaint, isAnonymous: false, complainantRef: complaint.complainantRef ?? complaint.id };
  if (!mayDisclose(withIdentity, by) || mayDisclose(complaint, by)) return;
  const facts = { status: complaint.status, allowedActions: allowedActions() };
  if (complaint.isAnonymous && by.role !== 'ombudsman')
    throw new DomainError('conflict', 'identity.withheld', 'the complaint is anonymous', facts);
  throw new DomainError('conflict', 'identity.not-kept', 'the complainant was not named', facts);
};
