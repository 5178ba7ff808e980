import type { Cause, IdentityDocument, MessageChannel, MessageLanguage, TextRef } from '@tuntas/contracts';
import type { Actor, HttpResult, IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import type { Complaint } from './complaint.js';
import type { CodeReference, Ruling } from './define-act.js';
import type { DueMessage } from './message.js';

/** A sealed text: the reference for events, and the body that is stored separately. */
export interface TypedText extends TextRef {
  readonly salt: Uint8Array;
  readonly body: string;
  /** For a `body` of the form `system:id`: the offset of the colon. */
  readonly splitAt?: number;
}

/** Seals typed texts: adds an id, a random salt and the salted hash. */
export abstract class Texts {
  /** Seals each given text, keyed by field; skips undefined and null. */
  abstract seal(texts: Readonly<Record<string, string | null | undefined>>): readonly TypedText[];
}

/** The references of texts. Rules and events contain references only. */
export const refsOf = (texts: readonly TypedText[]): readonly TextRef[] =>
  texts.map(({ field, textId, hash }) => ({ field, textId, hash }));

/** A request for an act: its actor, its cause and its preconditions. */
export interface ActRequest {
  readonly by: Actor;
  readonly cause: Cause;
  /** Texts that are stored with the act. */
  readonly texts?: readonly TypedText[];
  /** The expected version (If-Match); null: any. */
  readonly ifVersion?: number | null;
  /** Set for requests over HTTP; a repeated request gets the stored response. */
  readonly retry?: IdempotentRequest;
  /**
   * An additional check whether the actor reaches the complaint, such as an access code or a referral. `mayReach` is
   * evaluated without escalations.
   */
  readonly alsoReachableIf?: (complaint: Complaint) => Promise<boolean>;
  /** The document by which a clerk identified the citizen; only for acts of clerks. */
  readonly documentSeen?: IdentityDocument | null;
  /** Skips `mayReach` and uses only `reaches`, for acts with a narrower reach than reading. */
  readonly ignoresRoleReach?: boolean;
}

/** The language and channel of messages to the citizen, without an address. */
export interface NotificationRoute {
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
}

/**
 * The only component that changes complaints. It locks the row, reads the time after the wait, applies the pure rule
 * and writes row, texts, events, messages to the citizen and the stored response in one transaction
 * (docs/consistency.md#deciding-under-a-lock).
 */
export abstract class ComplaintStore {
  /**
   * Decides an act requested over HTTP.
   * @param reply builds the response, within the same transaction
   * @throws DomainError not-found `complaint.unknown` (also if it is out of the actor's reach), stale
   *   `complaint.version-changed`, and the errors of the rule
   */
  abstract act(
    id: string,
    request: ActRequest & { retry: IdempotentRequest },
    rule: (complaint: Complaint, now: Date) => Ruling,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse>;

  /** Decides an act of a rule or a timer; ignores an unknown complaint. */
  abstract decide(id: string, request: ActRequest, rule: (complaint: Complaint, now: Date) => Ruling): Promise<void>;

  /**
   * Creates a complaint.
   * @param rule receives the running number of the ticket and the time
   * @param alongside writes further data in the same transaction, such as the identity
   */
  abstract lodge(
    request: ActRequest & { retry: IdempotentRequest; notification: NotificationRoute },
    rule: (ticketNumber: number, now: Date) => Ruling,
    alongside: (complaint: Complaint) => Promise<void>,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse>;

  /** Changes the message channel, in the transaction of the act that changed the citizen's contact data. */
  abstract changeMessageChannel(id: string, channel: MessageChannel): Promise<void>;

  /**
   * Decides a message to the citizen without changing the complaint. A repeated occasion creates no second message; an
   * unknown complaint is ignored.
   */
  abstract notify(id: string, by: Actor, rule: (complaint: Complaint) => DueMessage | null): Promise<void>;
}

/** Checks codes of requests against the reference data. */
export abstract class ReferenceCodes {
  /** @throws DomainError invalid `reference.unknown`, with an error for each unknown code */
  abstract requireKnown(codes: readonly CodeReference[]): Promise<void>;
}

/** Builds the API representation of a complaint in the ambient transaction. */
export abstract class ComplaintPresenter {
  /** Builds the response of an action: the row as decided, the clocks as last reconciled. */
  abstract acted(complaint: Complaint, by: Actor): Promise<HttpResult>;
}
