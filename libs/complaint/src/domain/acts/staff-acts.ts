import type { Events } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import { allowedActions } from '../allowed-actions.js';
import type { Complaint } from '../complaint.js';
import { demand, event, ruling, type ActOn, type Ruling } from '../ruling.js';
import { may } from '../transitions.js';

/**
 * A note that the citizen never sees: an event, but no decision, so version and history stay. A coordinator's belongs
 * to no office, also where their token names one.
 */
export const addNote: ActOn = (complaint, by, command) => {
  demand('note', complaint, by);
  return ruling(
    complaint,
    event('complaint.note-added.v1', complaint, command.texts, {
      office: by.role === 'coordinator' ? null : by.office,
    }),
  );
};

/**
 * Somebody reads who the complainant is: an event for the audit, version and history stay. Texts hold the reason.
 * @throws DomainError conflict `identity.withheld` for an anonymous complaint, whether the vault knows the person or
 *   not, and `identity.not-kept` where it does not
 */
export const disclose: ActOn = (complaint, by, command) => {
  demandIdentity(complaint, by);
  demand('disclose', complaint, by);
  return ruling(
    complaint,
    event('identity.disclosed.v1', complaint, command.texts, { toRole: by.role, toOffice: by.office, toRef: by.ref }),
  );
};

/**
 * What waited on paper was given to the citizen: an event for the audit, version and history stay. Whether it waited is
 * for the desk to say.
 */
export const handOver = (
  complaint: Complaint,
  message: Omit<Events['message.handed-over.v1'], 'cycle' | 'texts'>,
): Ruling => ruling(complaint, event('message.handed-over.v1', complaint, [], message));

/** To those who may ask at all, the refusal says what it is about. */
const demandIdentity = (complaint: Complaint, by: Actor): void => {
  const mayAsk = may(
    'disclose',
    { ...complaint, isAnonymous: false, complainantRef: complaint.complainantRef ?? complaint.id },
    by,
  );
  if (!mayAsk || may('disclose', complaint, by)) return;
  const facts = { status: complaint.status, allowedActions: allowedActions(complaint, by) };
  if (complaint.isAnonymous && by.role !== 'ombudsman')
    throw new DomainError('conflict', 'identity.withheld', 'the complaint is anonymous', facts);
  throw new DomainError('conflict', 'identity.not-kept', 'nobody was named', facts);
};
