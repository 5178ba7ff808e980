import type { CheckerName } from '../lab/model.js';

/** One text replacement in the built product. */
export interface Patch {
  /** Path of a compiled file in the product: `libs/eventlog/dist/outbox.js`. */
  readonly file: string;
  /** Exact text that occurs once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A rule that is removed from the product, to show that the lab detects its absence. */
export interface Mutation {
  readonly name: string;
  /** The fault that results without the rule. */
  readonly fault: string;
  readonly patches: readonly Patch[];
  /** At least one of these checkers must report a finding. */
  readonly expects: readonly CheckerName[];
  /** Lab arguments that provoke the fault. */
  readonly lab: readonly string[];
}
