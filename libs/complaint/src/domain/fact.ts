import type { ArchiveReason, Classification, Status } from '@tuntas/contracts';

/** Every act of the transition table, by its verb. `lapse_*` are the decisions of timers. */
export const acts = [
  'lodge',
  'verify',
  'request_completion',
  'complete',
  'lapse_completion',
  'reclassify',
  'assign',
  'accept',
  'contact',
  'respond',
  'ask',
  'answer',
  'lapse_answer',
  'resolve',
  'transfer',
  'refer_out',
  'confirm',
  'object',
  'lapse_reply',
  'withdraw',
  'archive',
  'reopen',
  'lapse_reopening',
  'consent',
  'request_referral',
  'note',
  'disclose',
] as const;
export type Act = (typeof acts)[number];

/**
 * One act in the history of a complaint, with all that a clock may depend on as it stood after the act.
 * The history is the ordered list of these; clocks are a fold over it. Notes and disclosures leave no fact.
 */
export interface Fact {
  readonly act: Act;
  readonly at: Date;
  readonly cycle: number;
  readonly status: Status;
  readonly office: string | null;
  readonly classification: Classification;
  readonly verified: boolean;
  /** For `ask`: how many working days the question gives, 1..10. */
  readonly workingDays?: number;
  /** For `confirm`: the citizen wanted to be heard, and says that they were. */
  readonly heard?: true;
  /** For `archive`: why. */
  readonly archiveReason?: ArchiveReason;
}
