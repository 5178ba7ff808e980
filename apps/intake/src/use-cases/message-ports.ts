import type {
  DeliveryProblem,
  MessageChannel,
  MessageLanguage,
  MessageTemplate,
  MessageStatus,
} from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { NextStep, DeliveryOutcome, RetryPolicy } from '../domain/delivery.js';
import type { MessageText } from '../domain/message-text.js';
import type { Language } from '../domain/sentence.js';

/** The channels that are sent automatically; printed messages are handed over on request. */
export type SentChannel = Exclude<MessageChannel, 'print'>;
export const sentChannels = ['email', 'sms'] as const satisfies readonly SentChannel[];

/** A message that this process may send until the lease expires. */
export interface ClaimedMessage {
  readonly id: string;
  readonly channel: SentChannel;
  readonly language: MessageLanguage;
  readonly complainantRef: string | null;
  /** Attempts so far, including this one. */
  readonly attempts: number;
}

/** The number of pending or failed messages of a channel. */
export interface Waiting {
  readonly channel: MessageChannel;
  readonly status: 'pending' | 'failed';
  readonly count: number;
  /** Age of the oldest of them in seconds of business time; 0 if there is none. */
  readonly oldestSeconds: number;
}

/** The queue of messages to send. Each method is its own transaction; sending happens outside of transactions. */
export abstract class MessageQueue {
  /**
   * Claims due messages under a lease. A message with a date waits until the sla service has processed the decision, at
   * most one minute.
   * @returns at most `limit`
   */
  abstract claim(channel: SentChannel, limit: number): Promise<readonly ClaimedMessage[]>;
  /**
   * Records the result of an attempt, unless another attempt has already settled the message.
   * @param paperId the id of the printed message that replaces a failed one
   */
  abstract record(message: ClaimedMessage, step: NextStep, paperId: string): Promise<void>;
  /** Counts for metrics, for every combination of channel and status. */
  abstract waiting(): Promise<readonly Waiting[]>;
}

/** Renders messages in their language with current data. */
export abstract class MessageTexts {
  /** @returns one text per id, in the same order */
  abstract of(ids: readonly string[]): Promise<readonly MessageText[]>;
}

/** A message with its address. It is never stored. */
export interface Letter extends MessageText {
  /** The id of the message, the same in every attempt. */
  readonly id: string;
  readonly language: MessageLanguage;
  readonly address: string;
}

/** Delivers messages of one channel. */
export abstract class Courier {
  /** Delivers a message; returns failures as outcomes. @param stopping aborts a delivery in progress */
  abstract deliver(letter: Letter, stopping: AbortSignal): Promise<DeliveryOutcome>;
}

export abstract class Couriers {
  abstract of(channel: SentChannel): Courier;
}

/** The retry policy of deliveries. */
export abstract class DeliveryRetryPolicy implements RetryPolicy {
  abstract readonly attempts: number;
  abstract readonly firstRetryMs: number;
  abstract readonly longestRetryMs: number;
}

/** A message for staff: its text and delivery status, never its address. */
export interface ShownMessage extends MessageText {
  readonly id: string;
  readonly complaintId: string;
  readonly ticket: string;
  readonly kind: MessageTemplate;
  readonly channel: MessageChannel;
  readonly language: MessageLanguage;
  readonly counter: string | null;
  readonly status: MessageStatus;
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
  readonly attempts: number;
  /** The reason why the last attempt failed. */
  readonly problem: { readonly code: DeliveryProblem; readonly detail: string } | null;
  /** When it was settled, otherwise when it was decided; attempts do not change it. */
  readonly updatedAt: Date;
}

/** A filter of messages; several values of a field are alternatives. */
export interface MessageFilter {
  readonly complaintId?: readonly string[] | undefined;
  readonly channel?: readonly MessageChannel[] | undefined;
  readonly status?: readonly MessageStatus[] | undefined;
  /** Counters for which a printed message waits; a message for any counter always matches. */
  readonly counter?: readonly string[] | undefined;
  readonly updatedSince?: Date | undefined;
}

export interface PlaceInTime {
  readonly at: Date;
  readonly id: string;
}

/** The messages that a reader reaches. Clerks reach those of complaints lodged by clerks, and printed ones. */
export abstract class MessageRegister {
  /** Lists messages in the order of decision, after the given position. @returns at most `limit` */
  abstract list(
    reader: Actor,
    filter: MessageFilter,
    language: Language,
    after: PlaceInTime | undefined,
    limit: number,
  ): Promise<readonly ShownMessage[]>;
  abstract count(reader: Actor, filter: MessageFilter): Promise<number>;
  /** @throws DomainError not-found `message.unknown` (also if it is out of reach) */
  abstract one(reader: Actor, id: string, language: Language): Promise<ShownMessage>;
}

/** Records the handover of printed messages in the ambient transaction. */
export abstract class MessageDesk {
  /** @throws DomainError not-found `message.unknown` (also if it is out of reach), and the errors of the rule */
  abstract handOver(
    id: string,
    by: Actor,
    language: Language,
    rule: (message: { readonly channel: MessageChannel; readonly status: MessageStatus }) => void,
  ): Promise<ShownMessage>;
}
