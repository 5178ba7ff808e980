/**
 * The login roles: one per service, and `relay`, which moves the outbox into the log. A new role is added here; its
 * rights are granted in a migration. Roles of released migrations stay.
 */
export const loginRoles = [
  'intake',
  'routing',
  'casework',
  'sla',
  'escalation',
  'ombudsman',
  'audit',
  'queries',
  'relay',
] as const;
export type LoginRole = (typeof loginRoles)[number];

/** Names of the cluster-wide roles of one deployment. */
export interface RoleNames {
  login(role: string): string;
  /** The owner of a schema, which cannot log in. */
  owner(schema: string): string;
}
export const roleNames = (deployment: string): RoleNames => ({
  login: role => `${deployment}_${role}`,
  owner: schema => `${deployment}_${schema}_owner`,
});
