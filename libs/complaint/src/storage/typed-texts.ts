import type { Database } from '@tuntas/database';
import type { TypedText } from '../index.js';
import { texts } from './text-tables.js';

const insertTexts = (schema: keyof typeof texts): string => `
  ${texts[schema].insertSelect({
    ownerId: '$1',
    typedAt: '$2',
    id: 't.id',
    field: 't.field',
    salt: 't.salt',
    body: 't.body',
  })}
  FROM unnest($3::uuid[], $4::text[], $5::bytea[], $6::text[]) AS t (id, field, salt, body)`;
const statements = { escalation: insertTexts('escalation'), ombudsman: insertTexts('ombudsman') } as const;

/**
 * Stores typed texts of an escalation or a case. Texts of complaints are stored together with the messages to the
 * citizen (`storeTextsAndMessages`).
 * @param ownerId the escalation or case
 */
export const storeTexts = async (
  database: Database,
  schema: keyof typeof texts,
  ownerId: string,
  typed: readonly TypedText[],
  typedAt: Date,
): Promise<void> => {
  if (typed.length === 0) return;
  await database.run(statements[schema], [
    ownerId,
    typedAt,
    typed.map(text => text.textId),
    typed.map(text => text.field),
    typed.map(text => Buffer.from(text.salt)),
    typed.map(text => text.body),
  ]);
};
