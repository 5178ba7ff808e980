import type { TypedText } from '@tuntas/complaint';
import type { Database } from '@tuntas/database';

/** Stores what was typed at an escalation, apart from its row, so that it can be erased. */
export const storeTexts = async (database: Database, escalationId: string, texts: readonly TypedText[], typedAt: Date): Promise<void> => {
  if (texts.length === 0) return;
  await database.execute(
    `INSERT INTO escalation.texts (escalation_id, typed_at, id, field, salt, body)
     SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[], $5::bytea[], $6::text[])`,
    [escalationId, typedAt, texts.map(text => text.textId), texts.map(text => text.field), texts.map(text => Buffer.from(text.salt)), texts.map(text => text.body)]);
};

/** What a person gave as the reason for raising the escalation `e`, as a column. */
export const explanation =
  `(SELECT t.body FROM escalation.texts t WHERE t.escalation_id = e.id AND t.field = 'escalation.reason') AS explanation`;
