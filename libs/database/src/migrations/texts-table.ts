import type { LoginRole, Schema } from '../roles.js';
import type { Names } from './schema-sql.js';

/**
 * Creates the `texts` table of a schema. Typed texts are stored separately from their rows, so that erasing a text
 * keeps all hashes valid. For new migrations; released ones contain their own SQL.
 * @param owner the foreign key of a text: its column, the referenced table, and the name of the index
 */
export const textsTable = (
  schema: Schema,
  owner: { readonly column: string; readonly table: string; readonly index: string },
  writer: LoginRole,
  { to }: Names,
): string => `
    CREATE TABLE ${schema}.texts (
      id uuid PRIMARY KEY,
      ${owner.column} uuid NOT NULL REFERENCES ${owner.table},
      field text NOT NULL,
      salt bytea NOT NULL,
      body text NOT NULL,
      typed_at timestamptz NOT NULL
    );
    CREATE INDEX ${owner.index} ON ${schema}.texts (${owner.column}, field);
    GRANT SELECT, INSERT ON ${schema}.texts TO ${to(writer)};`;
