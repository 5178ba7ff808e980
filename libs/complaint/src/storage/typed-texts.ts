import type { Database } from '@tuntas/database';
import type { TypedText } from '../index.js';

/**
 * Which table texts lie in, and the column that says what they were typed at; those of complaints are stored with what
 * citizens are told.
 */
const places = {
  escalation: ['escalation.texts', 'escalation_id'],
  ombudsman: ['ombudsman.texts', 'case_id'],
} as const;

/**
 * Stores what was typed, apart from the row that it belongs to, so that it can be erased.
 * @param ownerId the escalation or case
 */
export const storeTexts = async (
  database: Database,
  schema: keyof typeof places,
  ownerId: string,
  texts: readonly TypedText[],
  typedAt: Date,
): Promise<void> => {
  if (texts.length === 0) return;
  const [table, owner] = places[schema];
  await database.run(
    `INSERT INTO ${table} (${owner}, typed_at, id, field, salt, body)
     SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[], $5::bytea[], $6::text[])`,
    [
      ownerId,
      typedAt,
      texts.map(text => text.textId),
      texts.map(text => text.field),
      texts.map(text => Buffer.from(text.salt)),
      texts.map(text => text.body),
    ],
  );
};
