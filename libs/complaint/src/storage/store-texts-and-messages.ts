import type { Database } from '@tuntas/database';
import type { Ids } from '@tuntas/kernel';
import type { DueMessage, TypedText } from '../index.js';

/** Language, channel and counter come from the complaint's row as this transaction has updated it. */
const statement = `
  WITH typed AS (
    INSERT INTO complaints.texts (complaint_id, typed_at, id, field, salt, body, split_at)
    SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[], $5::bytea[], $6::text[], $8::smallint[])
  )
  INSERT INTO complaints.messages
    (id, complaint_id, template, occasion, language, channel, counter, facts, text_ids, decided_at, status)
  SELECT m.id, c.id, m.template, m.occasion, c.language, c.told_by, CASE c.told_by WHEN 'print' THEN c.counter END,
    m.facts, m.text_ids, $2, 'pending'
  FROM jsonb_to_recordset($7::jsonb) AS m (id uuid, template text, occasion text, facts jsonb, text_ids uuid[])
  JOIN complaints.complaints c ON c.id = $1
  ON CONFLICT DO NOTHING`;

/** Stores the texts of an act and the resulting messages to the citizen in one statement. */
export const storeTextsAndMessages = async (
  database: Database,
  ids: Ids,
  complaintId: string,
  texts: readonly TypedText[],
  messages: readonly DueMessage[],
  decidedAt: Date,
): Promise<void> => {
  if (texts.length + messages.length === 0) return;
  await database.run(statement, [
    complaintId,
    decidedAt,
    texts.map(text => text.textId),
    texts.map(text => text.field),
    texts.map(text => Buffer.from(text.salt)),
    texts.map(text => text.body),
    JSON.stringify(
      messages.map(({ template, occasion, facts, textIds }) => ({
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
