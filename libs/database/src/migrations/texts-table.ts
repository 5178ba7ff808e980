import type { LoginRole, Schema } from '../roles.js';
import type { Names } from './schema-sql.js';

/**
 * A schema's `texts`: what people typed lies apart from the rows that it belongs to, so that erasing it leaves every
 * proof valid. For new steps; those that have landed say the same in their own words.
 * @param owner what a text was typed at: a column, the table that it refers to, and how to call the index
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
