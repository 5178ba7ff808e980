import { createHash } from 'node:crypto';
import pg from 'pg';
import { scramVerifier } from './scram.js';

/** The services with a login role each, and `relay`, which moves the outbox into the log. */
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

/** Each schema belongs to a role of its own that cannot log in. */
export const schemas = [
  'clock',
  'reference',
  'complaints',
  'vault',
  'sla',
  'escalation',
  'ombudsman',
  'audit',
  'queries',
  'eventlog',
] as const;
export type Schema = (typeof schemas)[number];

/** Names of the cluster-wide roles of one deployment. */
export interface RoleNames {
  login(role: LoginRole): string;
  owner(schema: Schema): string;
}
export const roleNames = (deployment: string): RoleNames => ({
  login: role => `${deployment}_${role}`,
  owner: schema => `${deployment}_${schema}_owner`,
});

/** They write one complaint at a time, found by its id: a plan that was made once stays right. */
const writersOfOne: readonly LoginRole[] = ['intake', 'routing', 'casework'];

const settingsOf = (role: LoginRole): readonly string[] => [
  // A process frozen inside a transaction would block the relay or decisions (docs/consistency.md#frozen-processes).
  `idle_in_transaction_session_timeout = '2s'`,
  `statement_timeout = '30s'`,
  `lock_timeout = '10s'`,
  // A plan made while a table was small is kept until statistics are gathered: in a rush it reads whole tables for each
  // row.
  ...(writersOfOne.includes(role) ? [] : [`plan_cache_mode = 'force_custom_plan'`]),
];

const duplicateObject = '42710';
const uniqueViolation = '23505';
const concurrentUpdate = 'XX000';

/**
 * Makes the roles of a deployment and gives the login roles their passwords; may be run at every start, also by several
 * processes at once: roles are cluster-wide and may exist already.
 * @param admin a connection whose role may do everything
 * @param passwords one for each login role; random, at least 32 characters
 */
export const bootstrapRoles = async (
  admin: pg.Client,
  deployment: string,
  passwords: Readonly<Record<LoginRole, string>>,
): Promise<void> => {
  const names = roleNames(deployment);
  const known = new Map(
    (
      await admin.query<{ name: string; comment: string | null }>(
        `SELECT rolname AS name, shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname LIKE $1`,
        [`${deployment}\\_%`],
      )
    ).rows.map(row => [row.name, row.comment]),
  );

  for (const schema of schemas) {
    const owner = names.owner(schema);
    if (known.has(owner)) continue;
    await tolerant(admin, `CREATE ROLE ${pg.escapeIdentifier(owner)} NOLOGIN`);
    await tolerant(admin, `GRANT ${pg.escapeIdentifier(owner)} TO CURRENT_USER`);
  }
  for (const role of loginRoles) {
    const name = names.login(role);
    const settings = settingsOf(role);
    const fingerprint = createHash('sha256')
      .update([passwords[role], ...settings].join('\n'))
      .digest('hex');
    if (known.get(name) === fingerprint) continue;
    const id = pg.escapeIdentifier(name);
    if (!known.has(name)) await tolerant(admin, `CREATE ROLE ${id} LOGIN`);
    await tolerant(admin, `ALTER ROLE ${id} PASSWORD ${pg.escapeLiteral(scramVerifier(passwords[role]))}`);
    for (const setting of settings) await tolerant(admin, `ALTER ROLE ${id} SET ${setting}`);
    await tolerant(admin, `COMMENT ON ROLE ${id} IS '${fingerprint}'`);
  }
  const database = pg.escapeIdentifier(
    (await admin.query<{ name: string }>('SELECT current_database() AS name')).rows[0]!.name,
  );
  await tolerant(admin, `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await tolerant(
    admin,
    `GRANT CONNECT ON DATABASE ${database} TO ${loginRoles.map(role => pg.escapeIdentifier(names.login(role))).join(', ')}`,
  );
};

/** Another process may be making the same role at the same moment: what it has done is as good. */
const tolerant = async (admin: pg.Client, statement: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(statement);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === duplicateObject || code === uniqueViolation) return;
      if (code !== concurrentUpdate || attempt === 20) throw error;
    }
  }
};
