import { loginRoles, type LoginRole, type RoleNames, type Schema } from '../roles.js';

/** What a migration's SQL may name: the roles of this deployment, quoted. */
export interface Names {
  owner(schema: Schema): string;
  to(...roles: readonly LoginRole[]): string;
}
export const quoted = (roles: RoleNames): Names => ({
  owner: schema => `"${roles.owner(schema)}"`,
  to: (...list) => list.map(role => `"${roles.login(role)}"`).join(', '),
});

/** One step of the database's history: a schema's SQL, run as the role that owns the schema. */
export interface SchemaStep {
  readonly name: string;
  readonly schema: Schema;
  sql(names: Names): string;
}

/** The doors write `complaints`, each through the one decision store. */
export const doors = ['intake', 'routing', 'casework'] as const satisfies readonly LoginRole[];
export const everyService = loginRoles.filter(role => role !== 'relay');

/** A CHECK that a column holds one of the field's words. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `CHECK (${column} IN (${words.map(word => `'${word}'`).join(', ')}))`;
