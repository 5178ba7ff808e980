import type { Cause, MessageChannel, MessageLanguage, TextRef } from '@tuntas/contracts';
import type { Actor, HttpResult, IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import type { DueMessage } from './message.js';
import type { Ruling } from './ruling.js';

/** A text that somebody typed, sealed: what goes into events, and what is stored apart. */
export interface TypedText extends TextRef {
  readonly salt: Uint8Array;
  readonly body: string;
  /** Where `body` is `system:id`, after how many characters it parts. */
  readonly splitAt?: number;
}

/** Seals typed texts: an id, a random salt and the salted hash. */
export abstract class Texts {
  /** Seals each text that was given, by field; undefined and null ones are left out. */
  abstract seal(texts: Readonly<Record<string, string | null | undefined>>): readonly TypedText[];
}

/** Only the reference of a text: all that a rule or an event may hold. */
export const refsOf = (texts: readonly TypedText[]): readonly TextRef[] =>
  texts.map(({ field, textId, hash }) => ({ field, textId, hash }));

/** Who asks for an act, and how it came in. */
export interface ActRequest {
  readonly by: Actor;
  readonly cause: Cause;
  /** Texts that the act brings; stored with it. */
  readonly texts?: readonly TypedText[];
  /** The version that the caller has seen (If-Match); null: any. */
  readonly ifVersion?: number | null;
  /** Set for requests over HTTP; a repetition gets the first answer. */
  readonly retry?: IdempotentRequest;
  /**
   * Whether the actor may know of the complaint, where more than `mayReach` without any escalation says so: a code that
   * was shown, a referral.
   */
  readonly reaches?: (complaint: Complaint) => Promise<boolean>;
  /** That `reaches` alone says so, where an act is narrower than what may be read. */
  readonly reachesAlone?: boolean;
}

/** How the citizen is told: in which language, and by what; no address. */
export interface NotificationRoute {
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
}

/**
 * The one way to change a complaint. Locks its row, reads the time after the wait, applies the pure rule and writes
 * row, texts, events, messages to the citizen and the stored response in one transaction
 * (docs/consistency.md#deciding-under-a-lock).
 */
export abstract class ComplaintStore {
  /**
   * Decides an act that came over HTTP.
   * @param reply makes the answer, within the same transaction
   * @throws DomainError not-found `complaint.unknown` (also when out of the actor's reach), stale
   *   `complaint.version-changed`, and whatever the rule throws
   */
  abstract act(
    id: string,
    request: ActRequest & { retry: IdempotentRequest },
    rule: (complaint: Complaint, now: Date) => Ruling,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse>;

  /** Decides for a rule or a timer; an unknown complaint is left alone. */
  abstract decide(id: string, request: ActRequest, rule: (complaint: Complaint, now: Date) => Ruling): Promise<void>;

  /**
   * Makes a new complaint.
   * @param rule gets the running number of the ticket and the time
   * @param alongside writes what must be in the same transaction, such as the identity
   */
  abstract lodge(
    request: ActRequest & { retry: IdempotentRequest; notification: NotificationRoute },
    rule: (ticketNumber: number, now: Date) => Ruling,
    alongside: (complaint: Complaint) => Promise<void>,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse>;

  /** Changes by what the citizen is told, in the transaction of the act that changed how to reach them. */
  abstract changeMessageChannel(id: string, channel: MessageChannel): Promise<void>;

  /**
   * Decides what the citizen must be told while the complaint stays as it is; a repetition of an occasion tells
   * nothing. An unknown complaint is left alone.
   */
  abstract notify(id: string, by: Actor, rule: (complaint: Complaint) => DueMessage | null): Promise<void>;
}

/** Shows a complaint as the API does, as it stands in the ambient transaction. */
export abstract class ComplaintPresenter {
  /** The answer of an action: the row as decided, the clocks as last reconciled. */
  abstract acted(complaint: Complaint, by: Actor): Promise<HttpResult>;
}
