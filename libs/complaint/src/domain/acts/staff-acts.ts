import type { Events } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import { allowedActions } from '../allowed-actions.js';
import type { Complaint } from '../complaint.js';
import { requireAllowed, event, ruling, type ActOn, type Ruling } from '../ruling.js';
import { may } from '../transitions.js';

/**
 * Adds an internal note that the citizen never sees. It emits an event but does not change version or history. A
 * coordinator's note has no office, even if their token names one.
 */
export const addNote: ActOn = (complaint, by, command) => {
  requireAllowed('note', complaint, by);
  return ruling(
    complaint,
    event('complaint.note-added.v1', complaint, command.texts, {
      office: by.role === 'coordinator' ? null : by.office,
    }),
  );
};

/**
 * Discloses the identity of the complainant. It emits an event for the audit but does not change version or history.
 * `texts` contain the reason.
 * @throws DomainError conflict `identity.withheld` for an anonymous complaint, regardless of whether the vault has the
 *   identity; `identity.not-kept` if the vault has none
 */
export const disclose: ActOn = (complaint, by, command) => {
  requireIdentity(complaint, by);
  requireAllowed('disclose', complaint, by);
  return ruling(
    complaint,
    event('identity.disclosed.v1', complaint, command.texts, { toRole: by.role, toOffice: by.office, toRef: by.ref }),
  );
};

/**
 * Records that a printed message was handed over to the citizen. It emits an event for the audit but does not change
 * version or history. The caller checks that the message was waiting.
 */
export const handOver = (
  complaint: Complaint,
  message: Omit<Events['message.handed-over.v1'], 'cycle' | 'texts'>,
): Ruling => ruling(complaint, event('message.handed-over.v1', complaint, [], message));

/** Actors who may request disclosures get a specific error; all others get that of `requireAllowed`. */
const requireIdentity = (complaint: Complaint, by: Actor): void => {
  const mayAsk = may(
    'disclose',
    { ...complaint, isAnonymous: false, complainantRef: complaint.complainantRef ?? complaint.id },
    by,
  );
  if (!mayAsk || may('disclose', complaint, by)) return;
  const facts = { status: complaint.status, allowedActions: allowedActions(complaint, by) };
  if (complaint.isAnonymous && by.role !== 'ombudsman')
    throw new DomainError('conflict', 'identity.withheld', 'the complaint is anonymous', facts);
  throw new DomainError('conflict', 'identity.not-kept', 'the complainant was not named', facts);
};
