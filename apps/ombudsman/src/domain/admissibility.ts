import type { Complaint } from '@tuntas/complaint';
import type { AdmissibilityCheck, ArchiveReason } from '@tuntas/contracts';

/** One check as recorded when the case opens; `null`: not known. A failed one never prevents the case, staff decide. */
export interface CheckResult {
  readonly check: AdmissibilityCheck;
  readonly passed: boolean | null;
}

/** What the checks look at. */
export interface Examined extends Pick<
  Complaint,
  'status' | 'outcome' | 'lodgedAt' | 'incidentAt' | 'isConfidential' | 'complainantRef'
> {
  /** Why the city archived it, where it did and the reason is known. */
  readonly archiveReason: ArchiveReason | null;
}

const checks: Readonly<Record<AdmissibilityCheck, (examined: Examined, now: Date) => boolean | null>> = {
  agency_asked_first: ({ lodgedAt }, now) => lodgedAt <= now,
  event_within_two_years: ({ incidentAt }, now) => incidentAt && now <= twoYearsAfter(incidentAt),
  not_before_court: ({ archiveReason }) => (archiveReason === 'before_court' ? false : null),
  not_already_settled: isUnsettled,
  identity_known_or_confidential: ({ complainantRef, isConfidential }) => isConfidential || complainantRef !== null,
};

/** Every check of UU 37/2008 Art. 24 and 36, in the order in which staff read them. */
export const checkAdmissibility = (examined: Examined, now: Date): readonly CheckResult[] =>
  (Object.keys(checks) as AdmissibilityCheck[]).map(check => ({ check, passed: checks[check](examined, now) }));

/**
 * Only the citizen's own word settles a complaint; silence is not consent, and a delivered decision awaits an answer.
 */
function isUnsettled({ status, outcome, archiveReason }: Examined): boolean | null {
  if (archiveReason === 'already_settled' || outcome === 'confirmed' || outcome === 'heard') return false;
  if (outcome === 'contested') return true;
  return status === 'resolved' || status === 'closed' || status === 'archived' ? null : true;
}

function twoYearsAfter(instant: Date): Date {
  const after = new Date(instant);
  after.setUTCFullYear(after.getUTCFullYear() + 2);
  return after;
}
