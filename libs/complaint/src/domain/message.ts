/** How a citizen is reached. Paper waits in a counter's print queue; an SMS goes through whoever empties the outbox. */
export const messageChannels = ['email', 'sms', 'print'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export const messageLanguages = ['id', 'en'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** What a citizen may have to be told; the words of each are intake's. */
export const messageTemplates = [
  'received', 'complete', 'completion_requested', 'assigned', 'transferred', 'returned', 'reclassified', 'question', 'answer_lapsed', 'response', 'decision',
  'objected', 'reopened', 'closed', 'referred_out', 'archived', 'delay', 'referral_offered', 'case_opened', 'case_ended',
] as const;
export type MessageTemplate = (typeof messageTemplates)[number];

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
