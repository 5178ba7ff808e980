import type { ClockName, Status, Act } from '@tuntas/contracts';
import type { Complaint } from '../complaint.js';
import {
  isOpenTo,
  type ActDefinition,
  type ActTransition,
  type ComplaintEventType,
  type Effect,
} from '../define-act.js';

/** The expired clock of a citizen: its id, and its name, cycle and number. */
export interface Lapse {
  readonly clockId: string;
  /** `n` counts the starts of this clock within the cycle. */
  readonly clock: { readonly name: ClockName; readonly cycle: number; readonly n: number };
}

/** The number of times that this status was entered in the current cycle. */
const entries = ({ history, cycle }: Complaint, status: Status): number =>
  history.filter((fact, i) => {
    const before = history[i - 1];
    return fact.cycle === cycle && fact.status === status && !(before?.status === status && before.cycle === cycle);
  }).length;

/**
 * Defines an act of a timer: the end of a waiting period of the citizen. It changes nothing, and is not refused, if the
 * period has already ended.
 */
export const defineLapse = <Owned extends ComplaintEventType>({
  clock: name,
  transition,
  apply,
  ...definition
}: Pick<ActDefinition<Lapse, unknown, Owned>, 'wakesEscalation' | 'notify'> & {
  readonly name: Act;
  readonly clock: ClockName;
  readonly transition: Omit<ActTransition, 'who'>;
  readonly apply: (complaint: Complaint, lapse: Lapse, now: Date) => Effect;
}): Omit<ActDefinition<Lapse, unknown, Owned>, 'path'> & { readonly clock: ClockName } => {
  const row: ActTransition = { who: ['timer'], ...transition };
  return {
    ...definition,
    clock: name,
    transitions: [row],
    isObsolete: (complaint, { clock }, { by }) =>
      !isOpenTo(row, complaint, by) ||
      clock.name !== name ||
      clock.cycle !== complaint.cycle ||
      clock.n !== entries(complaint, complaint.status),
    apply: (complaint, lapse, { now }) => apply(complaint, lapse, now),
  };
};
