import type { MessageChannel, MessageLanguage, MessageTemplate, MessageStatus } from '@tuntas/contracts';
import type { MessageFacts } from '@tuntas/complaint';
import type { DeliveryProblem } from '../domain/delivery-problem.js';

/** A row of `messages`. */
export interface MessageRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly complaint_id: string;
  readonly template: MessageTemplate;
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
  readonly counter: string | null;
  readonly facts: MessageFacts;
  readonly text_ids: readonly string[];
  readonly decided_at: Date;
  readonly status: MessageStatus;
  readonly attempts: number;
  readonly problem: DeliveryProblem | null;
  readonly settled_at: Date | null;
}
