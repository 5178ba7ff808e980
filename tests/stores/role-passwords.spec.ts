import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { bootstrapRoles, loginRoles, roleNames, type LoginRole } from '@tuntas/database';
import { createDatabase } from '../kit/database.js';

describe('passwords of the database roles', () => {
  const deployment = `pw_${randomBytes(4).toString('hex')}`;
  const names = roleNames(deployment);
  const passwords = Object.fromEntries(loginRoles.map(role => [role, randomBytes(24).toString('base64url')])) as Record<
    LoginRole,
    string
  >;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await createDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    const { rows } = await admin.query<{ name: string }>('SELECT rolname AS name FROM pg_roles WHERE rolname LIKE $1', [
      `${deployment}\\_%`,
    ]);
    for (const { name } of rows) {
      await admin.query(`DROP OWNED BY ${pg.escapeIdentifier(name)}`);
      await admin.query(`DROP ROLE ${pg.escapeIdentifier(name)}`);
    }
    await admin.end();
    await database.drop();
  });

  test('are in no statement, and so in no log of the server, and let the roles log in', async () => {
    // With log_statement = 'all' the server logs each statement as it was sent; the other two settings send the log to
    // the client too.
    await admin.query(`SET log_statement = 'all'`);
    await admin.query(`SET client_min_messages = 'log'`);
    const logged: string[] = [];
    admin.on('notice', ({ message }) => logged.push(message ?? ''));
    await bootstrapRoles(admin, deployment, passwords);
    expect(logged.filter(line => line.includes('PASSWORD')).length).toBe(loginRoles.length);
    for (const password of Object.values(passwords)) expect(logged.join('\n')).not.toContain(password);

    for (const role of loginRoles) {
      const client = new pg.Client({
        connectionString: Object.assign(new URL(database.adminUrl), {
          username: names.login(role),
          password: passwords[role],
        }).href,
      });
      await client.connect();
      expect((await client.query('SELECT current_user AS name')).rows).toEqual([{ name: names.login(role) }]);
      await client.end();
    }
    const { rows } = await admin.query<{ kept: string }>(
      'SELECT left(rolpassword, 14) AS kept FROM pg_authid WHERE rolname = ANY($1)',
      [loginRoles.map(names.login)],
    );
    expect(rows.map(({ kept }) => kept)).toEqual(loginRoles.map(() => 'SCRAM-SHA-256$'));
  });
});
