import type { ClockName, Act } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import { complaintActs } from './acts/index.js';
import type { Complaint } from './complaint.js';
import { isOpenTo, type ActTransition } from './define-act.js';

/** The acts as the tables read them. */
interface TabledAct {
  readonly name: Act;
  readonly path?: ActPath | undefined;
  readonly clock?: ClockName;
  readonly transitions: readonly ActTransition[];
}
const tabledActs: readonly TabledAct[] = Object.values(complaintActs);

type PathOf<A> = A extends unknown ? ('path' extends keyof A ? A['path'] : never) : never;
/** The last path segment of an act over HTTP. */
export type ActPath = Exclude<PathOf<(typeof complaintActs)[Act]>, undefined>;

/** A row of the transition table. */
export interface Transition extends Omit<ActTransition, 'internal'> {
  readonly act: Act;
  /** The last path segment of the action over HTTP. */
  readonly route?: ActPath;
  /** For a timer: the clock whose expiry triggers the act. */
  readonly clock?: ClockName;
}

/**
 * The state machine of a complaint, derived from the acts. It decides every act, every refusal and every list of
 * allowed actions.
 */
export const transitions: readonly Transition[] = tabledActs.flatMap(({ name, path, clock, transitions: rows }) =>
  rows.map(({ internal, ...row }) => ({
    act: name,
    ...row,
    ...(path !== undefined && !internal && { route: path }),
    ...(clock !== undefined && { clock }),
  })),
);

/** The transitions open to this actor in the current state of the complaint. */
export const transitionsOpenTo = (complaint: Complaint, by: Actor): readonly Transition[] =>
  transitions.filter(row => isOpenTo(row, complaint, by));
