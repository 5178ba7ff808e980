/** How a citizen is reached. Paper waits in a counter's print queue; an SMS goes through whoever empties the outbox. */
export const messageChannels = ['email', 'sms', 'print'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export const messageLanguages = ['id', 'en'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** Something that a citizen must be told, decided where it became due and delivered afterwards. */
export interface Message {
  readonly complaintId: string;
  readonly template: string;
  /** What made it due; one message per complaint and occasion, ever. */
  readonly occasion: string;
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
  /** Where paper waits to be handed over; null: at any counter. */
  readonly counter: string | null;
  /** Codes, instants (RFC 3339) and numbers that the text names; no identity, nothing typed. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** What somebody typed and the message quotes. */
  readonly textIds: readonly string[];
}
