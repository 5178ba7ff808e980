import type { ArchiveReason, Classification, LodgingField } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import { nextState, closing, requireAllowed, requireTexts, event, ruling, type ActOn } from '../ruling.js';

/** Null or undefined leaves a value unchanged. */
interface ClassificationChange {
  readonly classification?: Classification | null;
  readonly category?: string | null;
}

const classificationAfter = (
  complaint: Complaint,
  given: ClassificationChange,
): { classification: Classification; category: string | null } => ({
  classification: given.classification ?? complaint.classification,
  category: given.category ?? complaint.category,
});

const ruleOrPerson = (by: Actor): 'rule' | 'person' => (by.role === 'system' ? 'rule' : 'person');

/** Confirms that the file is complete. */
export const verify: ActOn<ClassificationChange> = (complaint, by, command, now) => {
  requireAllowed('verify', complaint, by);
  const kind = classificationAfter(complaint, command);
  const next = nextState(complaint, 'verify', now, { verified: true, ...kind });
  return ruling(next, event('complaint.verified.v1', next, command.texts, { by: ruleOrPerson(by), ...kind }));
};

/**
 * Requests missing information from the citizen; `missing` names fields of the lodging body. It may also reclassify.
 */
export const requestCompletion: ActOn<ClassificationChange & { readonly missing: readonly LodgingField[] }> = (
  complaint,
  by,
  command,
  now,
) => {
  requireAllowed('request_completion', complaint, by);
  const kind = classificationAfter(complaint, command);
  const next = nextState(complaint, 'request_completion', now, {
    status: 'awaiting_completion',
    interruptedStatus: complaint.status,
    ...kind,
  });
  const requested = event('complaint.completion-requested.v1', next, command.texts, { missing: command.missing });
  const isReclassified = kind.classification !== complaint.classification || kind.category !== complaint.category;
  return isReclassified
    ? ruling(next, event('complaint.reclassified.v1', next, [], kind), requested)
    : ruling(next, requested);
};

/** Changes class or category without changing the office. */
export const reclassify: ActOn<ClassificationChange> = (complaint, by, command, now) => {
  requireAllowed('reclassify', complaint, by);
  const kind = classificationAfter(complaint, command);
  const next = nextState(complaint, 'reclassify', now, kind);
  return ruling(next, event('complaint.reclassified.v1', next, command.texts, kind));
};

/**
 * Makes an office responsible, and verifies an unverified complaint. `ruleVersion` is null if a person assigns.
 */
export const assign: ActOn<{ readonly office: string; readonly ruleVersion: number | null }> = (
  complaint,
  by,
  command,
  now,
) => {
  requireAllowed('assign', complaint, by);
  const { office, ruleVersion, texts } = command;
  const next = nextState(complaint, 'assign', now, {
    status: 'assigned',
    office,
    officer: null,
    suggestedOffice: null,
    assignedAt: now,
    verified: true,
  });
  const assigned = event('complaint.assigned.v1', next, texts, { by: ruleOrPerson(by), office, ruleVersion });
  if (complaint.verified) return ruling(next, assigned);
  const { classification, category } = next;
  return ruling(
    next,
    event('complaint.verified.v1', next, [], { by: ruleOrPerson(by), classification, category }),
    assigned,
  );
};

/** Refers the complaint to a body outside the city. Its name, its channel and the reason are texts. */
export const referOut: ActOn = (complaint, by, command, now) => {
  requireAllowed('refer_out', complaint, by);
  const next = nextState(complaint, 'refer_out', now, closing('referred_out', now));
  return ruling(next, event('complaint.referred-out.v1', next, command.texts, {}));
};

/**
 * Archives a complaint that is not a matter of public service.
 * @throws DomainError invalid `archiving.remedy-required` without explanation and remedy
 */
export const archive: ActOn<{ readonly reasonCode: ArchiveReason }> = (complaint, by, command, now) => {
  requireTexts('archiving.remedy-required', command.texts, ['explanation', 'remedy']);
  requireAllowed('archive', complaint, by);
  const next = nextState(
    complaint,
    'archive',
    now,
    { status: 'archived', closedAt: now },
    { archiveReason: command.reasonCode },
  );
  return ruling(next, event('complaint.archived.v1', next, command.texts, { reasonCode: command.reasonCode }));
};
