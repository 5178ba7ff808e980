import {
  type Act,
  statuses,
  type ClockName,
  type ComplaintEvent,
  type Events,
  type IdentityDocument,
  type Status,
  type TextRef,
} from '@tuntas/contracts';
import type { Actor, Decision } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import type { NotificationRule } from './message-draft.js';
import type { Change, FactDetails } from './state-change.js';
import { isWho, type Who } from './who.js';

/** Typed texts by field; several records if one field has several texts. */
export type TextFields = TextRecord | readonly TextRecord[];
type TextRecord = Readonly<Record<string, string | null | undefined>>;

/** A code of a request that must exist in the reference data; null codes are skipped. */
export interface CodeReference {
  readonly table: 'offices' | 'categories' | 'regions' | 'counters';
  readonly code: string | null | undefined;
  /** JSON pointer of the code in the request. */
  readonly pointer: string;
}

/** One row of the transition table: who may perform the act, in which statuses, and the statuses after it. */
export interface ActTransition {
  /** In the order of preference: a person with several roles acts in the first of them that permits it. */
  readonly who: readonly Who[];
  readonly from: readonly Status[];
  readonly to: readonly Status[] | 'same';
  /** A further condition on the complaint; docs/transitions.md shows the name of the function. */
  readonly when?: (complaint: Complaint) => boolean;
  /** Set for a row that is not an action over HTTP, although the act has a path. */
  readonly internal?: true;
}

/** The values of every request: the references of its sealed texts, and the document that a clerk has seen. */
export interface CommandContext {
  readonly texts: readonly TextRef[];
  readonly documentSeen?: IdentityDocument | null | undefined;
}

/** Who acts, and when. */
export interface ActContext extends CommandContext {
  readonly by: Actor;
  readonly now: Date;
  /** The actions that the actor may perform instead, for a refusal. */
  readonly allowedActions: () => readonly string[];
}

/** The decision of an act: the new state and its events. */
export type Ruling = Decision<Complaint, ComplaintEvent>;

export type ComplaintEventType = ComplaintEvent['type'];
type EventFacts<T extends ComplaintEventType> = Omit<Events[T], 'cycle' | 'texts'>;
/** An event of an act. The cycle and the references of texts are added from the decision. */
export type EventDraft = {
  readonly [T in ComplaintEventType]: { readonly type: T; readonly facts: EventFacts<T> };
}[ComplaintEventType];

/** What an act changes and publishes. */
export interface Effect {
  readonly change?: Change;
  /** Further values of the fact in the history. */
  readonly details?: FactDetails;
  /** Acts that this one performs too. Each has its own fact, before that of this act. */
  readonly includes?: readonly Act[];
  /** The texts of the command belong to the last event. */
  readonly events: readonly EventDraft[];
}

/**
 * An act on a complaint. The transition table, the lists of allowed actions, the duties that acts meet, the messages to
 * the citizen and docs/transitions.md are derived from these definitions.
 */
export interface ActDefinition<
  Command extends object,
  Body = unknown,
  Owned extends ComplaintEventType = ComplaintEventType,
> {
  readonly name: Act;
  /** The last path segment over HTTP; absent for an act of the system. */
  readonly path?: string;
  readonly transitions: readonly ActTransition[];
  /** The clock whose expiry triggers the act. */
  readonly clock?: ClockName;
  /** The clocks whose duty the act meets. */
  readonly meets?: readonly ClockName[];
  /** Whether its events can change an escalation: by status, office, classification, consent or a met duty. */
  readonly wakesEscalation: boolean;
  /** False for an act that publishes an event, and changes neither version nor history. */
  readonly changesHistory?: false;
  /** The typed texts of the request body, by field. */
  readonly texts?: (body: Body) => TextFields;
  /** The codes in the request body that must exist in the reference data. */
  readonly references?: (body: Body) => readonly CodeReference[];
  /** Checks the command before the transition table. @throws DomainError */
  readonly validate?: (complaint: Complaint, command: Command, context: ActContext) => void;
  /** Whether the act has no effect in this state, instead of being refused. */
  readonly isObsolete?: (complaint: Complaint, command: Command, context: ActContext) => boolean;
  /** The pure rule. It returns null if nothing changes. @throws DomainError */
  readonly apply: (complaint: Complaint, command: Command, context: ActContext) => Effect | null;
  /** For each event that the act owns: the message to the citizen, or the reason why none is needed. */
  readonly notify: { readonly [T in Owned]: NotificationRule<T> };
}

/** What a use case needs of an act. */
export type PerformableAct<Command extends object, Body> = Omit<ActDefinition<Command, Body, never>, 'notify'>;

/** Defines an act; its types are inferred. */
export const defineAct = <
  Command extends object,
  Body = unknown,
  Owned extends ComplaintEventType = never,
  const Path extends string | undefined = undefined,
>(
  definition: ActDefinition<Command, Body, Owned> & { readonly path?: Path },
): ActDefinition<Command, Body, Owned> & { readonly path?: Path } => definition;

/** Whether a row of these transitions is open to the actor in the current state. */
export const isOpenTo = ({ who, from, when }: ActTransition, complaint: Complaint, by: Actor): boolean =>
  from.includes(complaint.status) && who.some(each => isWho(each, by, complaint.office)) && (when?.(complaint) ?? true);

export const event = <T extends ComplaintEventType>(type: T, facts: EventFacts<T>): EventDraft =>
  ({ type, facts }) as unknown as EventDraft;

/** Every status but the final ones. */
export const openStatuses = statuses.filter(status => status !== 'closed' && status !== 'archived');
/** With the coordinator or an office, before a decision and not waiting for the citizen. */
export const activeStatuses = ['received', 'assigned', 'in_progress'] as const satisfies readonly Status[];
/** An office is responsible, and has not decided yet. */
export const officeStatuses = ['assigned', 'in_progress', 'awaiting_complainant'] as const satisfies readonly Status[];

/** The maximum of objections and reopenings by the citizen together, over the life of a complaint. */
export const maxRounds = 2;
