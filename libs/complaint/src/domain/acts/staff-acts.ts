import { demand, event, ruling, type ActOn } from '../ruling.js';

/** A note that the citizen never sees: an event, but no decision, so version and history stay. */
export const addNote: ActOn = (complaint, by, command) => {
  demand('note', complaint, by);
  return ruling(complaint, event('complaint.note-added.v1', complaint, command.texts, { office: by.office }));
};

/** Somebody reads who the complainant is: an event for the audit, version and history stay. Texts hold the reason. */
export const disclose: ActOn = (complaint, by, command) => {
  demand('disclose', complaint, by);
  return ruling(complaint, event('identity.disclosed.v1', complaint, command.texts,
    { toRole: by.role, toOffice: by.office, toRef: by.ref }));
};
