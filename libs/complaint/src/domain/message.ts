import type { MessageChannel, MessageLanguage, MessageTemplate } from '@tuntas/contracts';

/** Codes, instants (RFC 3339) and numbers for a message text; never identity or typed text. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null>>;

/** A message that the rules require to be sent to the citizen. */
export interface DueMessage {
  readonly template: MessageTemplate;
  /** Deduplication key: at most one message per complaint and occasion. */
  readonly occasion: string;
  readonly facts: MessageFacts;
  /** Ids of the typed texts that the message quotes. */
  readonly textIds: readonly string[];
}

/** A due message with its language and channel. It is decided with the act and delivered afterwards. */
export interface Message extends DueMessage {
  readonly complaintId: string;
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
  /** The counter where a printed message is handed over; null: any counter. */
  readonly counter: string | null;
}
