import type { ArchiveReason, Classification, LodgingField } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { Complaint } from '../complaint.js';
import { after, closing, demand, demandTexts, event, ruling, type ActOn } from '../ruling.js';

/** Null or absent: as it was. */
interface Kind {
  readonly classification?: Classification | null;
  readonly category?: string | null;
}

const kindOf = (complaint: Complaint, given: Kind): { classification: Classification; category: string | null } => ({
  classification: given.classification ?? complaint.classification,
  category: given.category ?? complaint.category,
});

const ruleOrPerson = (by: Actor): 'rule' | 'person' => (by.role === 'system' ? 'rule' : 'person');

/** The file is complete. */
export const verify: ActOn<Kind> = (complaint, by, command, now) => {
  demand('verify', complaint, by);
  const kind = kindOf(complaint, command);
  const next = after(complaint, 'verify', now, { verified: true, ...kind });
  return ruling(next, event('complaint.verified.v1', next, command.texts, { by: ruleOrPerson(by), ...kind }));
};

/**
 * The citizen is told what is missing; `missing` names fields of the lodging body. The coordinator may classify by it.
 */
export const requestCompletion: ActOn<Kind & { readonly missing: readonly LodgingField[] }> = (
  complaint,
  by,
  command,
  now,
) => {
  demand('request_completion', complaint, by);
  const kind = kindOf(complaint, command);
  const next = after(complaint, 'request_completion', now, {
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

/** Changes class or category; it moves nobody. */
export const reclassify: ActOn<Kind> = (complaint, by, command, now) => {
  demand('reclassify', complaint, by);
  const kind = kindOf(complaint, command);
  const next = after(complaint, 'reclassify', now, kind);
  return ruling(next, event('complaint.reclassified.v1', next, command.texts, kind));
};

/**
 * Makes an office responsible; an unverified complaint is verified by it. `ruleVersion` is null where a person assigns.
 */
export const assign: ActOn<{ readonly office: string; readonly ruleVersion: number | null }> = (
  complaint,
  by,
  command,
  now,
) => {
  demand('assign', complaint, by);
  const { office, ruleVersion, texts } = command;
  const next = after(complaint, 'assign', now, {
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

/** The matter belongs to a body outside the city: name, channel and reason are texts. */
export const referOut: ActOn = (complaint, by, command, now) => {
  demand('refer_out', complaint, by);
  const next = after(complaint, 'refer_out', now, closing('referred_out', now));
  return ruling(next, event('complaint.referred-out.v1', next, command.texts, {}));
};

/**
 * Not a matter of public service.
 * @throws DomainError invalid `archiving.remedy-required` without explanation and remedy
 */
export const archive: ActOn<{ readonly reasonCode: ArchiveReason }> = (complaint, by, command, now) => {
  demandTexts('archiving.remedy-required', command.texts, ['explanation', 'remedy']);
  demand('archive', complaint, by);
  const next = after(
    complaint,
    'archive',
    now,
    { status: 'archived', closedAt: now },
    { archiveReason: command.reasonCode },
  );
  return ruling(next, event('complaint.archived.v1', next, command.texts, { reasonCode: command.reasonCode }));
};
