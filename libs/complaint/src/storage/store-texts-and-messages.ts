import type { Database } from '@tuntas/database';
import type { Ids } from '@tuntas/kernel';
import type { DueMessage, TypedText } from '../index.js';
import { messages } from './message-table.js';
import { complaintTexts } from './text-tables.js';

const insertTexts = complaintTexts.insertSelect({
  ownerId: '$1',
  typedAt: '$2',
  id: 't.id',
  field: 't.field',
  salt: 't.salt',
  body: 't.body',
  splitAt: 't.split_at',
});
/** Language, channel and counter come from the complaint's row as this transaction has updated it. */
const insertMessages = messages.insertSelect({
  id: 'm.id',
  complaintId: 'c.id',
  template: 'm.template',
  occasion: 'm.occasion',
  language: 'c.language',
  channel: 'c.told_by',
  counter: `CASE c.told_by WHEN 'print' THEN c.counter END`,
  facts: 'm.facts',
  textIds: 'm.text_ids',
  decidedAt: '$2',
  status: `'pending'`,
});
const statement = `
  WITH typed AS (
    ${insertTexts}
    FROM unnest($3::uuid[], $4::text[], $5::bytea[], $6::text[], $8::smallint[]) AS t (id, field, salt, body, split_at)
  )
  ${insertMessages}
  FROM jsonb_to_recordset($7::jsonb) AS m (id uuid, template text, occasion text, facts jsonb, text_ids uuid[])
  JOIN complaints.complaints c ON c.id = $1
  ON CONFLICT DO NOTHING`;

/** Stores the texts of an act and the resulting messages to the citizen in one statement. */
export const storeTextsAndMessages = async (
  database: Database,
  ids: Ids,
  complaintId: string,
  texts: readonly TypedText[],
  due: readonly DueMessage[],
  decidedAt: Date,
): Promise<void> => {
  if (texts.length + due.length === 0) return;
  await database.run(statement, [
    complaintId,
    decidedAt,
    texts.map(text => text.textId),
    texts.map(text => text.field),
    texts.map(text => Buffer.from(text.salt)),
    texts.map(text => text.body),
    JSON.stringify(
      due.map(({ template, occasion, facts, textIds }) => ({
        id: ids.next(),
        template,
        occasion,
        facts,
        text_ids: textIds,
      })),
    ),
    texts.map(text => text.splitAt ?? null),
  ]);
};
