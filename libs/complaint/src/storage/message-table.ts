import type { MessageStatus } from '@tuntas/contracts';
import { column, defineEntity, fixed, nullable, primary, Table } from '@tuntas/database';
import type { Message } from '../domain/index.js';

/** A row of `complaints.messages`. */
interface MessageRecord extends Message {
  readonly id: string;
  readonly decidedAt: Date;
  readonly status: MessageStatus;
  readonly attempts: number;
  /** Real time; a lease while the message is being sent. */
  readonly nextAttemptAt: Date;
  /** The code of the last failure. */
  readonly problem: string | null;
  readonly settledAt: Date | null;
  readonly handedOverBy: string | null;
}
export const messageEntity = defineEntity<MessageRecord>('complaints.messages', {
  id: primary(column.uuid),
  complaintId: fixed(column.uuid),
  template: fixed(column.text),
  occasion: fixed(column.text),
  channel: fixed(column.text),
  language: fixed(column.text),
  counter: fixed(nullable(column.text)),
  facts: fixed(column.json),
  textIds: fixed(column.uuids),
  status: column.text,
  decidedAt: fixed(column.instant),
  settledAt: nullable(column.instant),
  attempts: column.integer,
  nextAttemptAt: column.instant,
  problem: nullable(column.text),
  handedOverBy: nullable(column.text),
});
export const messages = Table.of(messageEntity);
