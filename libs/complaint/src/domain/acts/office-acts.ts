import type { ContactKind, DecisionOnComplaint } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import { allowedActions } from '../allowed-actions.js';
import { after, demand, demandTexts, event, officeOf, ruling, type ActOn } from '../ruling.js';
import { bouncesUntilReturn } from '../transitions.js';

/** The longest, and usual, time that a question may give the citizen, in working days. */
const longestAnswerDays = 10;

/** The office takes the complaint up; `officer` is the reference of the one named for it. */
export const accept: ActOn<{ readonly officer: string | null }> = (complaint, by, command, now) => {
  demand('accept', complaint, by);
  const next = after(complaint, 'accept', now, { status: 'in_progress', officer: command.officer });
  return ruling(next, event('complaint.accepted.v1', next, command.texts, { office: officeOf(next) }));
};

/** A person made contact with the citizen. */
export const contact: ActOn<{ readonly kind: ContactKind }> = (complaint, by, command, now) => {
  demand('contact', complaint, by);
  const next = after(complaint, 'contact', now, {});
  return ruling(
    next,
    event('complaint.contacted.v1', next, command.texts, { office: officeOf(next), kind: command.kind }),
  );
};

/** The complainant sees every response; `isPublic` says whether others may. */
export const respond: ActOn<{ readonly isPublic: boolean }> = (complaint, by, command, now) => {
  demand('respond', complaint, by);
  const next = after(complaint, 'respond', now, {});
  return ruling(
    next,
    event('complaint.responded.v1', next, command.texts, { office: officeOf(next), isPublic: command.isPublic }),
  );
};

/** Asks the citizen. @throws DomainError invalid `question.days-out-of-range` outside 1..10 */
export const ask: ActOn<{ readonly dueInWorkingDays?: number }> = (complaint, by, command, now) => {
  const days = command.dueInWorkingDays ?? longestAnswerDays;
  if (!Number.isInteger(days) || days < 1 || days > longestAnswerDays)
    throw new DomainError('invalid', 'question.days-out-of-range', `${days} working days`, {
      minimum: 1,
      maximum: longestAnswerDays,
    });
  demand('ask', complaint, by);
  const next = after(complaint, 'ask', now, { status: 'awaiting_complainant' }, { workingDays: days });
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
 * @throws DomainError invalid `resolution.remedy-required`: a denial says why and what remedy remains
 */
export const resolve: ActOn<{ readonly decision: DecisionOnComplaint }> = (complaint, by, command, now) => {
  if (command.decision === 'denied')
    demandTexts('resolution.remedy-required', command.texts, ['explanation', 'remedy']);
  demand('resolve', complaint, by);
  const next = after(complaint, 'resolve', now, { status: 'resolved', resolvedAt: now });
  return ruling(
    next,
    event('complaint.resolved.v1', next, command.texts, { office: officeOf(next), decision: command.decision }),
  );
};

/**
 * Hands the complaint to another office. An office's own transfers count, and the third and later go back to the
 * coordinator with the office wished for as a suggestion; the coordinator's go where they say.
 * @throws DomainError conflict `complaint.already-there`
 */
export const transfer: ActOn<{ readonly toOffice: string }> = (complaint, by, command, now) => {
  demand('transfer', complaint, by);
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
    const returned = after(complaint, 'transfer', now, {
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
  const moved = after(complaint, 'transfer', now, {
    status: 'assigned',
    office: toOffice,
    officer: null,
    assignedAt: now,
    bounces,
  });
  return ruling(moved, event('complaint.transferred.v1', moved, texts, { from, office: toOffice, bounces }));
};
