import type { Outcome } from '@tuntas/contracts';
import { mayReopenAsCitizen } from './acts/reopen.js';
import { referralRequested, type Complaint } from './complaint.js';
import { draft, type MessageDraft } from './message-draft.js';

/**
 * Every closing sends a message, even if the citizen requested it: another person may have used the code, and the
 * remaining options have deadlines.
 */
export const closed = (state: Complaint, outcome: Outcome): MessageDraft => {
  const mayReopen = mayReopenAsCitizen(state);
  return draft('closed', state, mayReopen ? 'reopening' : null, {
    outcome,
    mayReopen,
    isReferred: referralRequested(state),
  });
};
