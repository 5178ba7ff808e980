import type { MessageChannel, MessageLanguage, MessageTemplate } from '@tuntas/contracts';

/** Codes, instants (RFC 3339) and numbers that a text names; no identity, nothing typed. */
export type MessageFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Something that a citizen must be told, as the rules decide it. */
export interface DueMessage {
  readonly template: MessageTemplate;
  /** What made it due; one message per complaint and occasion, ever. */
  readonly occasion: string;
  readonly facts: MessageFacts;
  /** What somebody typed and the message quotes. */
  readonly textIds: readonly string[];
}

/** The same with how this citizen is told, decided where it became due and delivered afterwards. */
export interface Message extends DueMessage {
  readonly complaintId: string;
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
  /** Where paper waits to be handed over; null: at any counter. */
  readonly counter: string | null;
}
