import type { RoleNames } from '../roles.js';

/** The quoted role names of a deployment, for the SQL of a migration. */
export interface Names {
  owner(schema: string): string;
  to(...roles: readonly string[]): string;
}
export const quoted = (roles: RoleNames): Names => ({
  owner: schema => `"${roles.owner(schema)}"`,
  to: (...list) => list.map(role => `"${roles.login(role)}"`).join(', '),
});

/**
 * One migration of a schema. Its SQL runs as the owner of the schema. A step that was released never changes: it
 * contains its roles and words as literals and imports nothing else.
 */
export interface SchemaStep {
  /** Ends with a timestamp of 13 digits, by which TypeORM orders the steps. */
  readonly name: string;
  readonly schema: string;
  sql(names: Names): string;
}
