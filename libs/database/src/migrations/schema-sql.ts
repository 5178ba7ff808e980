import { loginRoles, type LoginRole, type RoleNames, type Schema } from '../roles.js';

/** The quoted role names of a deployment, for the SQL of a migration. */
export interface Names {
  owner(schema: Schema): string;
  to(...roles: readonly LoginRole[]): string;
}
export const quoted = (roles: RoleNames): Names => ({
  owner: schema => `"${roles.owner(schema)}"`,
  to: (...list) => list.map(role => `"${roles.login(role)}"`).join(', '),
});

/** One migration of a schema. Its SQL runs as the owner of the schema. */
export interface SchemaStep {
  readonly name: string;
  readonly schema: Schema;
  sql(names: Names): string;
}

/** The services that write `complaints`, all through the ComplaintStore. */
export const doors = ['intake', 'routing', 'casework'] as const satisfies readonly LoginRole[];
export const everyService = loginRoles.filter(role => role !== 'relay');

/** A CHECK constraint that a column contains one of the given words. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `CHECK (${column} IN (${words.map(word => `'${word}'`).join(', ')}))`;
