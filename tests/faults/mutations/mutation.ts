import type { CheckerName } from '../lab/model.js';

/** One place of the built product that is changed. */
export interface Patch {
  /** Within the product, compiled: `libs/eventlog/dist/outbox.js`. */
  readonly file: string;
  /** Exact text that stands there once. */
  readonly find: string;
  readonly replace: string;
}

/** A rule of the backbone that is left out, so that the lab shows that it would notice. */
export interface Mutation {
  readonly name: string;
  /** What goes wrong without the rule. */
  readonly why: string;
  readonly patches: readonly Patch[];
  /** Any of these must fire. */
  readonly expects: readonly CheckerName[];
  /** What provokes it, as the lab takes it. */
  readonly lab: readonly string[];
}
