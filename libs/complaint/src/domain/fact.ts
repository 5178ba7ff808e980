import type { Act, ArchiveReason, Classification, Status } from '@tuntas/contracts';

/**
 * One act in the history of a complaint, with the state after the act that clocks depend on. The history is the ordered
 * list of facts; clocks are a projection of it. Notes and disclosures add no fact.
 */
export interface Fact {
  readonly act: Act;
  readonly at: Date;
  readonly cycle: number;
  readonly status: Status;
  readonly office: string | null;
  readonly classification: Classification;
  readonly verified: boolean;
  /** For `ask`: the deadline for the answer in working days, 1..10. */
  readonly workingDays?: number;
  /** For `confirm`: the citizen wanted to be heard and confirms it. */
  readonly heard?: true;
  /** For `archive`: the reason. */
  readonly archiveReason?: ArchiveReason;
}
