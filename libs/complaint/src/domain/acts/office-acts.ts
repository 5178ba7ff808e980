import type { ContactKind, DecisionOnComplaint } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import { allowedActions } from '../allowed-actions.js';
import { nextState, requireAllowed, requireTexts, event, officeOf, ruling, type ActOn } from '../ruling.js';
import { bouncesUntilReturn } from '../transitions.js';

/** The maximum and default deadline for the citizen's answer, in working days. */
const maxAnswerDays = 10;

/** The office accepts the complaint; `officer` is the reference of the officer named for it. */
export const accept: ActOn<{ readonly officer: string | null }> = (complaint, by, command, now) => {
  requireAllowed('accept', complaint, by);
  const next = nextState(complaint, 'accept', now, { status: 'in_progress', officer: command.officer });
  return ruling(next, event('complaint.accepted.v1', next, command.texts, { office: officeOf(next) }));
};

/** Records that the office contacted the citizen in person. */
export const contact: ActOn<{ readonly kind: ContactKind }> = (complaint, by, command, now) => {
  requireAllowed('contact', complaint, by);
  const next = nextState(complaint, 'contact', now, {});
  return ruling(
    next,
    event('complaint.contacted.v1', next, command.texts, { office: officeOf(next), kind: command.kind }),
  );
};

/** Responds to the complainant. `isPublic` states whether others may read the response. */
export const respond: ActOn<{ readonly isPublic: boolean }> = (complaint, by, command, now) => {
  requireAllowed('respond', complaint, by);
  const next = nextState(complaint, 'respond', now, {});
  return ruling(
    next,
    event('complaint.responded.v1', next, command.texts, { office: officeOf(next), isPublic: command.isPublic }),
  );
};

/** Asks the citizen for information. @throws DomainError invalid `question.days-out-of-range` outside 1..10 */
export const ask: ActOn<{ readonly dueInWorkingDays?: number }> = (complaint, by, command, now) => {
  const days = command.dueInWorkingDays ?? maxAnswerDays;
  if (!Number.isInteger(days) || days < 1 || days > maxAnswerDays)
    throw new DomainError('invalid', 'question.days-out-of-range', `${days} working days`, {
      minimum: 1,
      maximum: maxAnswerDays,
    });
  requireAllowed('ask', complaint, by);
  const next = nextState(complaint, 'ask', now, { status: 'awaiting_complainant' }, { workingDays: days });
  return ruling(
    next,
    event('complaint.information-requested.v1', next, command.texts, {
      office: officeOf(next),
      dueInWorkingDays: days,
    }),
  );
};

/**
 * Delivers a decision.
 * @throws DomainError invalid `resolution.remedy-required` if a denial lacks explanation or remedy
 */
export const resolve: ActOn<{ readonly decision: DecisionOnComplaint }> = (complaint, by, command, now) => {
  if (command.decision === 'denied')
    requireTexts('resolution.remedy-required', command.texts, ['explanation', 'remedy']);
  requireAllowed('resolve', complaint, by);
  const next = nextState(complaint, 'resolve', now, { status: 'resolved', resolvedAt: now });
  return ruling(
    next,
    event('complaint.resolved.v1', next, command.texts, { office: officeOf(next), decision: command.decision }),
  );
};

/**
 * Transfers the complaint to another office. Transfers by offices are counted; from the third on, the complaint returns
 * to the coordinator with the requested office as a suggestion. Transfers by the coordinator always go to the requested
 * office.
 * @throws DomainError conflict `complaint.already-there`
 */
export const transfer: ActOn<{ readonly toOffice: string }> = (complaint, by, command, now) => {
  requireAllowed('transfer', complaint, by);
  const { toOffice, texts } = command;
  const from = officeOf(complaint);
  if (toOffice === from)
    throw new DomainError('conflict', 'complaint.already-there', `already at ${from}`, {
      office: from,
      allowedActions: allowedActions(complaint, by),
    });

  const byOffice = by.role !== 'coordinator';
  const bounces = complaint.bounces + (byOffice ? 1 : 0);
  if (byOffice && bounces >= bouncesUntilReturn) {
    const returned = nextState(complaint, 'transfer', now, {
      status: 'received',
      office: null,
      officer: null,
      assignedAt: null,
      suggestedOffice: toOffice,
      bounces,
    });
    return ruling(
      returned,
      event('complaint.returned-to-coordinator.v1', returned, texts, { from, suggested: toOffice, bounces }),
    );
  }
  const moved = nextState(complaint, 'transfer', now, {
    status: 'assigned',
    office: toOffice,
    officer: null,
    assignedAt: now,
    bounces,
  });
  return ruling(moved, event('complaint.transferred.v1', moved, texts, { from, office: toOffice, bounces }));
};
