import { services } from '@tuntas/contracts';

/**
 * The login roles: one per service, and `relay`, which moves the outbox into the log. Their rights are granted in
 * migrations, so the role of a service that is given up must stay.
 */
export const loginRoles = [...services, 'relay'] as const;
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
