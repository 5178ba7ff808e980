import type { Database } from '@tuntas/database';
import type { TypedText } from '../index.js';

/**
 * The table that stores the texts of a schema, and its owner column. Texts of complaints are stored together with the
 * messages to the citizen (`storeTextsAndMessages`).
 */
const textTables = {
  escalation: ['escalation.texts', 'escalation_id'],
  ombudsman: ['ombudsman.texts', 'case_id'],
} as const;

/**
 * Stores typed texts in a table of their own, so that a text can be erased without its owner's row.
 * @param ownerId the escalation or case
 */
export const storeTexts = async (
  database: Database,
  schema: keyof typeof textTables,
  ownerId: string,
  texts: readonly TypedText[],
  typedAt: Date,
): Promise<void> => {
  if (texts.length === 0) return;
  const [table, owner] = textTables[schema];
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
