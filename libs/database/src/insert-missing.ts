import type { EntitySchema, ObjectLiteral } from 'typeorm';
import type { Database } from './database.js';

/**
 * Inserts the rows whose primary key does not exist yet, in one statement.
 * @returns the number of inserted rows
 */
export const insertMissing = async <Row extends ObjectLiteral>(
  database: Database,
  schema: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<number> => {
  const { raw } = await database.manager
    .createQueryBuilder()
    .insert()
    .into(schema)
    .values([...rows])
    .orIgnore()
    .returning('*')
    .execute();
  return (raw as readonly unknown[]).length;
};
