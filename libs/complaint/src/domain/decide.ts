import type { ComplaintEvent } from '@tuntas/contracts';
import { DomainError, type Actor } from '@tuntas/kernel';
import { allowedActions } from './allowed-actions.js';
import type { Complaint } from './complaint.js';
import {
  isOpenTo,
  maxRounds,
  type ActDefinition,
  type CommandContext,
  type Effect,
  type Ruling,
} from './define-act.js';
import { factOf, nextState } from './state-change.js';

/** The ruling of an act that changes nothing. */
export const unchanged = (state: Complaint): Ruling => ({ state, events: [] });

/**
 * Decides an act as a pure function.
 * @throws DomainError conflict `complaint.act-not-allowed`, with the status and the actor's allowed actions; the errors
 *   of the act
 */
export const decide = <Command extends object>(
  act: Pick<
    ActDefinition<Command, never, never>,
    'name' | 'transitions' | 'changesHistory' | 'validate' | 'isObsolete' | 'apply'
  >,
  complaint: Complaint,
  by: Actor,
  command: Command & CommandContext,
  now: Date,
): Ruling => {
  const { texts, documentSeen } = command;
  const context = { by, now, texts, documentSeen, allowedActions: () => allowedActions(complaint, by) };
  act.validate?.(complaint, command, context);
  if (act.isObsolete?.(complaint, command, context)) return unchanged(complaint);
  if (!act.transitions.some(row => isOpenTo(row, complaint, by))) throw notAllowed(act.name, complaint, by);
  const effect = act.apply(complaint, command, context);
  return effect ? rulingOf(act, complaint, effect, command, now) : unchanged(complaint);
};

const rulingOf = (
  { name, changesHistory }: Pick<ActDefinition<never>, 'name' | 'changesHistory'>,
  complaint: Complaint,
  { change = {}, details, includes = [], events }: Effect,
  { texts }: CommandContext,
  now: Date,
): Ruling => {
  const included = includes.map(act => factOf(complaint, act, now));
  const before = { ...complaint, history: [...complaint.history, ...included] };
  const state = changesHistory === false ? complaint : nextState(before, name, now, change, details);
  return {
    state,
    events: events.map(
      ({ type, facts }, i) =>
        ({
          type,
          data: { cycle: state.cycle, texts: i === events.length - 1 ? texts : [], ...facts },
        }) as unknown as ComplaintEvent,
    ),
  };
};

const notAllowed = (act: string, complaint: Complaint, by: Actor): DomainError =>
  new DomainError('conflict', 'complaint.act-not-allowed', `${act} by ${by.role} while ${complaint.status}`, {
    status: complaint.status,
    ...whyNotReopened(act, complaint),
    allowedActions: allowedActions(complaint, by),
  });

/** The reason why the citizen may not reopen a closed complaint. */
const whyNotReopened = (
  act: string,
  { status, reopeningLapsed, rounds }: Complaint,
): { readonly reason?: 'reopening_over' | 'rounds_used' } => {
  if (act !== 'reopen' || status !== 'closed') return {};
  if (rounds >= maxRounds) return { reason: 'rounds_used' };
  return reopeningLapsed ? { reason: 'reopening_over' } : {};
};
