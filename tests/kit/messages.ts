import type { MessageChannel, MessageLanguage, MessageStatus, MessageTemplate } from '@tuntas/contracts';
import { UuidV7Ids } from '@tuntas/database';
import { until, type City } from './city.js';

export interface DecidedMessage {
  readonly channel?: 'email' | 'sms' | 'print';
  readonly counter?: string | null;
  readonly template?: string;
  readonly facts?: object;
  readonly textIds?: readonly string[];
  readonly language?: 'id' | 'en';
  readonly decidedAt?: string;
}

/** Inserts a pending message as a decision does, independent of the complaint's history. @returns its id */
export const insertMessage = async (city: City, complaintId: string, message: DecidedMessage = {}): Promise<string> => {
  const id = new UuidV7Ids().next();
  const {
    channel = 'email',
    counter = null,
    template = 'objected',
    facts = { office: 'PUPR', clock: null },
    textIds = [],
    language = 'id',
    decidedAt = null,
  } = message;
  await city.sql(
    `INSERT INTO complaints.messages
       (id, complaint_id, template, occasion, language, channel, counter, facts, text_ids, decided_at, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::timestamptz, clock.now()), 'pending')`,
    [id, complaintId, template, `test:${id}`, language, channel, counter, facts, textIds, decidedAt],
  );
  return id;
};

export interface MessageRow {
  readonly template: MessageTemplate;
  readonly facts: { readonly duty?: string; readonly outcome?: string; readonly stage?: string };
  readonly language: MessageLanguage;
  readonly status: MessageStatus;
  readonly channel: MessageChannel;
  readonly counter: string | null;
  readonly decided_at: Date;
  readonly attempts: number;
  readonly problem: string | null;
  readonly settled_at: Date | null;
  readonly handed_over_by: string | null;
}

/** The current row of the message. */
export const messageRow = async (city: City, id: string): Promise<MessageRow> =>
  (await city.sql<MessageRow>('SELECT * FROM complaints.messages WHERE id = $1', [id]))[0]!;
/** The printed replacement of the message. */
export const printedReplacementOf = async (city: City, id: string): Promise<MessageRow | undefined> =>
  (
    await city.sql<MessageRow>(
      `SELECT p.*
       FROM complaints.messages p
       JOIN complaints.messages m ON m.complaint_id = p.complaint_id AND p.occasion = m.occasion || ':paper'
       WHERE m.id = $1`,
      [id],
    )
  )[0];

/** Waits until no mail or SMS is pending. */
export const untilNothingToSend = (city: City): Promise<unknown> =>
  until(
    () => city.sql(`SELECT id FROM complaints.messages WHERE status = 'pending' AND channel <> 'print'`),
    rows => rows.length === 0,
  );
