import { createHash } from 'node:crypto';
import pg from 'pg';
import { schemas } from './migrations/index.js';
import { loginRoles, roleNames, type LoginRole } from './roles.js';
import { scramVerifier } from './scram.js';

/** These roles write one complaint at a time, found by its id, so a cached plan stays valid. */
const singleRowWriters: readonly LoginRole[] = ['intake', 'routing', 'casework'];

const settingsOf = (role: LoginRole): readonly string[] => [
  // A process frozen inside a transaction would stop the relay or keep complaints locked
  // (docs/consistency.md#business-time).
  `idle_in_transaction_session_timeout = '2s'`,
  `statement_timeout = '30s'`,
  `lock_timeout = '10s'`,
  // A plan cached while a table was small stays in use until statistics are gathered. Under load it would scan whole
  // tables for each row.
  ...(singleRowWriters.includes(role) ? [] : [`plan_cache_mode = 'force_custom_plan'`]),
];

const duplicateObject = '42710';
const uniqueViolation = '23505';
const concurrentUpdate = 'XX000';

/**
 * Creates the roles of a deployment and sets the passwords of the login roles. Idempotent, also for several processes
 * at once: roles are cluster-wide and may exist already.
 * @param admin a connection of an administrator role
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
    await runTolerant(admin, `CREATE ROLE ${pg.escapeIdentifier(owner)} NOLOGIN`);
    await runTolerant(admin, `GRANT ${pg.escapeIdentifier(owner)} TO CURRENT_USER`);
  }
  for (const role of loginRoles) {
    const name = names.login(role);
    const settings = settingsOf(role);
    const fingerprint = createHash('sha256')
      .update([passwords[role], ...settings].join('\n'))
      .digest('hex');
    if (known.get(name) === fingerprint) continue;
    const id = pg.escapeIdentifier(name);
    if (!known.has(name)) await runTolerant(admin, `CREATE ROLE ${id} LOGIN`);
    await runTolerant(admin, `ALTER ROLE ${id} PASSWORD ${pg.escapeLiteral(scramVerifier(passwords[role]))}`);
    for (const setting of settings) await runTolerant(admin, `ALTER ROLE ${id} SET ${setting}`);
    await runTolerant(admin, `COMMENT ON ROLE ${id} IS '${fingerprint}'`);
  }
  const database = pg.escapeIdentifier(
    (await admin.query<{ name: string }>('SELECT current_database() AS name')).rows[0]!.name,
  );
  await runTolerant(admin, `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await runTolerant(
    admin,
    `GRANT CONNECT ON DATABASE ${database} TO ${loginRoles.map(role => pg.escapeIdentifier(names.login(role))).join(', ')}`,
  );
};

/** Runs a statement and ignores the error if another process has created the same role concurrently. */
const runTolerant = async (admin: pg.Client, statement: string): Promise<void> => {
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
