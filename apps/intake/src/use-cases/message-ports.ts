import type { MessageChannel, MessageLanguage, MessageTemplate, MessageStatus } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import type { NextStep, DeliveryOutcome, RetryPace } from '../domain/delivery.js';
import type { DeliveryProblem } from '../domain/delivery-problem.js';
import type { MessageText } from '../domain/message-text.js';
import type { Language } from '../domain/sentence.js';

export { deliveryProblems } from '../domain/delivery-problem.js';

/** What leaves by itself; paper waits for somebody to ask for it. */
export type SentChannel = Exclude<MessageChannel, 'print'>;
export const sentChannels = ['email', 'sms'] as const satisfies readonly SentChannel[];

/** A message that is ours to send for as long as the lease holds. */
export interface ClaimedMessage {
  readonly id: string;
  readonly channel: SentChannel;
  readonly language: MessageLanguage;
  readonly complainantRef: string | null;
  /** Started so far, this one included. */
  readonly attempts: number;
}

/** How many messages wait, and how many were given up. */
export interface Waiting {
  readonly channel: MessageChannel;
  readonly status: 'pending' | 'failed';
  readonly count: number;
  /** How long ago the oldest of them was decided, in business time; 0 where there is none. */
  readonly oldestSeconds: number;
}

/** The messages that wait to be sent. Each method is a transaction of its own: nothing is sent inside one. */
export abstract class MessageQueue {
  /**
   * Takes what is due, so that nobody else does until the lease ends. What names a date waits until sla has reckoned
   * with the decision, a minute at most.
   * @returns at most `limit`
   */
  abstract claim(channel: SentChannel, limit: number): Promise<readonly ClaimedMessage[]>;
  /**
   * Writes down what became of an attempt. Whatever another attempt has settled meanwhile stays.
   * @param paperId of the message on paper, where one is due
   */
  abstract record(message: ClaimedMessage, step: NextStep, paperId: string): Promise<void>;
  /** For metrics: by channel and status, none left out. */
  abstract waiting(): Promise<readonly Waiting[]>;
}

/** What messages say, in their own language, with what is known now. */
export abstract class MessageTexts {
  /** @returns one for each id, in the same order */
  abstract of(ids: readonly string[]): Promise<readonly MessageText[]>;
}

/** A message with the address that it goes to. Lives in memory alone. */
export interface Letter extends MessageText {
  /** Of the message: the same in every attempt. */
  readonly id: string;
  readonly language: MessageLanguage;
  readonly address: string;
}

/** A way to an address. */
export abstract class Courier {
  /** Never throws because of the letter or of whoever takes it. @param stopping ends what is under way */
  abstract deliver(letter: Letter, stopping: AbortSignal): Promise<DeliveryOutcome>;
}

export abstract class Couriers {
  abstract of(channel: SentChannel): Courier;
}

/** How messages are tried again. */
export abstract class Pace implements RetryPace {
  abstract readonly attempts: number;
  abstract readonly firstRetryMs: number;
  abstract readonly longestRetryMs: number;
}

/** A message as staff see it: what it says and how it fares, never where it goes. */
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
  /** Why the last attempt failed. */
  readonly problem: { readonly code: DeliveryProblem; readonly detail: string } | null;
  /** When it was settled, or else decided; attempts in between do not count. */
  readonly updatedAt: Date;
}

/** Which messages; several values mean any of them. */
export interface MessageFilter {
  readonly complaintId?: readonly string[] | undefined;
  readonly channel?: readonly MessageChannel[] | undefined;
  readonly status?: readonly MessageStatus[] | undefined;
  /** On paper, waiting, for one of these counters or for any. */
  readonly counter?: readonly string[] | undefined;
  readonly updatedSince?: Date | undefined;
}

export interface PlaceInTime {
  readonly at: Date;
  readonly id: string;
}

/** The messages within reach of a reader: for clerks those of complaints that clerks lodged, and all on paper. */
export abstract class MessageRegister {
  /** In the order of their being decided, after this one. @returns at most `limit` */
  abstract list(
    reader: Actor,
    filter: MessageFilter,
    language: Language,
    after: PlaceInTime | undefined,
    limit: number,
  ): Promise<readonly ShownMessage[]>;
  abstract count(reader: Actor, filter: MessageFilter): Promise<number>;
  /** @throws DomainError not-found `message.unknown` (also when out of reach) */
  abstract one(reader: Actor, id: string, language: Language): Promise<ShownMessage>;
}

/** Where paper is handed over, in the transaction of the act that says so. */
export abstract class MessageDesk {
  /** @throws DomainError not-found `message.unknown` (also when out of reach), and whatever the rule throws */
  abstract handOver(
    id: string,
    by: Actor,
    language: Language,
    rule: (message: { readonly channel: MessageChannel; readonly status: MessageStatus }) => void,
  ): Promise<ShownMessage>;
}
