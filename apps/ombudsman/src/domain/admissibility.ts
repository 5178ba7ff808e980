import type { Complaint } from '@tuntas/complaint';
import type { AdmissibilityCheck, ArchiveReason } from '@tuntas/contracts';

/**
 * Result of one check, recorded when the case opens. `null` means not known. A failed check never prevents the case:
 * staff decide.
 */
export interface CheckResult {
  readonly check: AdmissibilityCheck;
  readonly passed: boolean | null;
}

/** Facts of the complaint that the checks use. */
export interface AdmissibilityFacts extends Pick<
  Complaint,
  'status' | 'outcome' | 'lodgedAt' | 'incidentAt' | 'isConfidential' | 'complainantRef'
> {
  /** Reason for which the city archived the complaint; null if it was not archived or the reason is not known. */
  readonly archiveReason: ArchiveReason | null;
}

/**
 * Only the citizen's own statement settles a complaint. Silence does not count as consent, and a delivered decision
 * still awaits the citizen's reply.
 */
const isUnsettled = ({ status, outcome, archiveReason }: AdmissibilityFacts): boolean | null => {
  if (archiveReason === 'already_settled' || outcome === 'confirmed' || outcome === 'heard') return false;
  if (outcome === 'contested') return true;
  return status === 'resolved' || status === 'closed' || status === 'archived' ? null : true;
};

const checks: Readonly<Record<AdmissibilityCheck, (facts: AdmissibilityFacts, now: Date) => boolean | null>> = {
  agency_asked_first: ({ lodgedAt }, now) => lodgedAt <= now,
  event_within_two_years: ({ incidentAt }, now) => incidentAt && now <= twoYearsAfter(incidentAt),
  not_before_court: ({ archiveReason }) => (archiveReason === 'before_court' ? false : null),
  not_already_settled: isUnsettled,
  identity_known_or_confidential: ({ complainantRef, isConfidential }) => isConfidential || complainantRef !== null,
};

/**
 * Runs every check of UU 37/2008 Art. 24 and 36.
 * @param facts facts of the complaint
 * @param now business time
 * @returns one result per check, in the order in which staff read them
 */
export const checkAdmissibility = (facts: AdmissibilityFacts, now: Date): readonly CheckResult[] =>
  (Object.keys(checks) as AdmissibilityCheck[]).map(check => ({ check, passed: checks[check](facts, now) }));

const twoYearsAfter = (instant: Date): Date => {
  const after = new Date(instant);
  after.setUTCFullYear(after.getUTCFullYear() + 2);
  return after;
};
