import pg from 'pg';
import { loginRoles, roleNames, schemas, type LoginRole } from '@tuntas/database';
import { createDatabase, deployment, rolePasswords } from '../kit/database.js';

/** The privileges per table: S select, I insert, U update, D delete. Privileges that are not listed are not granted. */
const rights: Readonly<Record<string, string>> = {
  'clock.anchor': 'intake:S routing:S casework:S sla:SIU escalation:S ombudsman:S audit:S queries:S relay:S',

  'reference.offices': 'everyone:S',
  'reference.categories': 'everyone:S',
  'reference.regions': 'everyone:S',
  'reference.counters': 'everyone:S',
  'reference.versions': 'everyone:S',
  'reference.synonyms': 'ombudsman:S queries:S',

  'complaints.complaints': 'intake:SIU routing:SU casework:SU',
  'complaints.texts': 'intake:SI routing:SI casework:SI',
  'complaints.messages': 'intake:SIU routing:I casework:I',
  'complaints.published_complaints': 'everyone:S',
  'complaints.published_texts': 'intake:S routing:S casework:S queries:S ombudsman:S',
  'complaints.published_words': 'queries:S ombudsman:S',
  'complaints.published_subjects': 'sla:S',
  'complaints.published_salts': 'ombudsman:S',
  'complaints.published_places': 'intake:S routing:S casework:S queries:S ombudsman:S',

  'vault.identities': 'intake:SIU',
  'vault.access_codes': 'intake:SIU',
  'vault.disclosures': 'intake:SIU',

  'eventlog.outbox': 'intake:I routing:I casework:I sla:SI escalation:I ombudsman:I relay:SID',
  'eventlog.outbox_rejected': 'sla:S relay:SID',
  'eventlog.told': 'relay:SIU',
  'eventlog.log': 'intake:S routing:S sla:S escalation:S ombudsman:S audit:S queries:S relay:SI',
  'eventlog.positions': 'intake:SIU routing:SIU sla:SIU escalation:SIU ombudsman:SIU audit:SIU queries:SIU',
  'eventlog.kafka_ends': 'relay:SIU',
  'eventlog.lag': 'sla:S queries:S',
  'eventlog.inbox': 'intake:SI routing:SI sla:SI escalation:SI ombudsman:SI audit:SI queries:SI',
  'eventlog.parked': 'intake:SIUD routing:SIUD sla:SIUD escalation:SIUD ombudsman:SIUD audit:SIUD queries:SIUD',
  'eventlog.kept_answers': 'intake:SIU routing:SIU casework:SIU escalation:SIU ombudsman:SIU queries:SIU relay:D',
  'eventlog.code_attempts': 'relay:SD',
  'eventlog.key_checks': 'intake:SIUD routing:SIUD casework:SIUD escalation:SIUD ombudsman:SIUD queries:SIUD',
  'eventlog.installation': 'everyone:S relay:S',

  'sla.policies': 'sla:SIU',
  'sla.calendars': 'sla:SIU',
  'sla.shifts': 'sla:SIU',
  'sla.heads': 'sla:SIU',
  'sla.clocks': 'sla:SIU',
  'sla.published_clocks': 'intake:S routing:S casework:S escalation:S ombudsman:S queries:S',
  'sla.published_heads': 'intake:S routing:S casework:S escalation:S ombudsman:S queries:S',

  'escalation.ladders': 'escalation:SIU',
  'escalation.heads': 'escalation:SIU',
  'escalation.escalations': 'escalation:SIU',
  'escalation.texts': 'escalation:SI',
  'escalation.published_texts': 'ombudsman:S',
  'escalation.published_escalations': 'intake:S routing:S casework:S sla:S ombudsman:S audit:S queries:S',
  'escalation.published_heads': 'intake:S routing:S casework:S sla:S ombudsman:S audit:S queries:S',

  'ombudsman.heads': 'ombudsman:SIU',
  'ombudsman.registration_numbers': 'ombudsman:SIU',
  'ombudsman.cases': 'ombudsman:SIU',
  'ombudsman.texts': 'ombudsman:SI',
  'ombudsman.published_cases': 'intake:S routing:S casework:S escalation:S queries:S',

  'audit.entries': 'audit:SI',
  'audit.gaps': 'audit:SID',
  'audit.referred_entries': 'ombudsman:S',

  'queries.cards': 'queries:SIU',
  'queries.timeline': 'queries:SIU',
  'queries.folded': 'queries:SIU',
  'queries.clocks': 'queries:SIU',
  'queries.clock_tallies': 'queries:SIUD',
};
const letters: Readonly<Record<string, string>> = { SELECT: 'S', INSERT: 'I', UPDATE: 'U', DELETE: 'D' };

describe('privileges of the database roles', () => {
  const names = roleNames(deployment);
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let admin: pg.Client;
  beforeAll(async () => {
    database = await createDatabase();
    admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  test('equal the table above', async () => {
    const { rows } = await admin.query<{ role: string; object: string; granted: string[] }>(
      `SELECT r.rolname AS role, n.nspname || '.' || c.relname AS object, array_agg(p.privilege) AS granted
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN pg_roles r
       CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (privilege)
       WHERE n.nspname = ANY($1)
         AND c.relkind IN ('r', 'v', 'm')
         AND r.rolname = ANY($2)
         AND has_table_privilege(r.oid, c.oid, p.privilege)
       GROUP BY 1, 2`,
      [schemas, loginRoles.map(names.login)],
    );
    const actual: Record<string, string[]> = {};
    for (const { role, object, granted } of rows)
      (actual[object] ??= []).push(
        `${role.slice(deployment.length + 1)}:${[
          'SELECT',
          'INSERT',
          'UPDATE',
          'DELETE',
          'TRUNCATE',
          'REFERENCES',
          'TRIGGER',
        ]
          .filter(each => granted.includes(each))
          .map(each => letters[each] ?? each)
          .join('')}`,
      );
    const expected = Object.fromEntries(
      Object.entries(rights).map(([object, list]) => [
        object,
        list
          .split(' ')
          .flatMap(entry =>
            entry === 'everyone:S' ? loginRoles.filter(role => role !== 'relay').map(role => `${role}:S`) : [entry],
          )
          .sort(),
      ]),
    );
    expect(Object.fromEntries(Object.entries(actual).map(([object, list]) => [object, list.sort()]))).toEqual(expected);
  });

  test('let only sla read settled histories, and no role log in as an owner or create objects', async () => {
    const { rows } = await admin.query<{ role: string }>(
      `SELECT rolname AS role
        FROM pg_roles
        WHERE rolname = ANY($1) AND has_function_privilege(oid, 'complaints.settled_history(uuid[])', 'EXECUTE')`,
      [loginRoles.map(names.login)],
    );
    expect(rows).toEqual([{ role: names.login('sla') }]);
    const owners = await admin.query('SELECT FROM pg_roles WHERE rolname = ANY($1) AND rolcanlogin', [
      schemas.map(names.owner),
    ]);
    expect(owners.rowCount).toBe(0);
    const makers = await admin.query(
      `SELECT FROM pg_roles r
        CROSS JOIN pg_namespace n
        WHERE r.rolname = ANY($1) AND n.nspname = ANY($2) AND has_schema_privilege(r.oid, n.oid, 'CREATE')`,
      [loginRoles.map(names.login), [...schemas, 'public']],
    );
    expect(makers.rowCount).toBe(0);
  });

  test('let only queries read the counter of a code, and only intake the promises of a receipt', async () => {
    const { rows } = await admin.query<{ role: string; name: string }>(
      `SELECT r.rolname AS role, p.proname AS name FROM pg_roles r CROSS JOIN pg_proc p
       WHERE r.rolname = ANY($1)
         AND (p.pronamespace = 'vault'::regnamespace OR p.oid = 'sla.checked_by'::regproc)
         AND has_function_privilege(r.oid, p.oid, 'EXECUTE')`,
      [loginRoles.map(names.login)],
    );
    expect(rows.map(({ role, name }) => `${role} ${name}`).sort()).toEqual([
      `${names.login('intake')} checked_by`,
      `${names.login('queries')} code_of`,
    ]);
  });

  const asRole = async <T>(role: LoginRole, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const url = Object.assign(new URL(database.adminUrl), {
      username: names.login(role),
      password: rolePasswords()[role],
    });
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };

  test.each([
    ['intake', 'complaints'],
    ['routing', 'complaints'],
    ['casework', 'complaints'],
    ['sla', 'sla'],
    ['escalation', 'escalation'],
    ['ombudsman', 'ombudsman'],
  ] as const)('let %s insert outbox events of the source %s, and of no other', (role, own) =>
    asRole(role, async client => {
      const insert = (source: string) =>
        client.query(
          `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
            VALUES (gen_random_uuid(), $1, 'x', 1, 'x', '{}', '{}')`,
          [source],
        );
      await client.query('BEGIN');
      expect((await insert(own)).rowCount).toBe(1);
      await client.query('ROLLBACK');
      for (const source of ['complaints', 'sla', 'escalation', 'ombudsman', 'reference', ''].filter(
        each => each !== own,
      ))
        await expect(insert(source)).rejects.toMatchObject({ code: '42501' });
    }),
  );

  test('let only services that check access codes count wrong ones, and none read or change the count', async () => {
    const { rows } = await admin.query<{ role: string; name: string }>(
      `SELECT r.rolname AS role, p.proname AS name FROM pg_roles r CROSS JOIN pg_proc p
       WHERE r.rolname = ANY($1)
         AND p.proname LIKE '%code_attempt'
         AND has_function_privilege(r.oid, p.oid, 'EXECUTE')`,
      [loginRoles.map(names.login)],
    );
    expect(rows.map(({ role, name }) => `${role} ${name}`).sort()).toEqual(
      ['intake', 'queries'].flatMap(role =>
        ['begin_code_attempt', 'take_back_code_attempt'].map(name => `${deployment}_${role} ${name}`),
      ),
    );
  });

  test.each(['audit', 'queries', 'casework'] as const)('deny %s all access to the vault', async role => {
    const url = Object.assign(new URL(database.adminUrl), {
      username: names.login(role),
      password: rolePasswords()[role],
    });
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      for (const table of ['identities', 'access_codes'])
        await expect(client.query(`SELECT * FROM vault.${table}`)).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('SET ROLE postgres')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.end();
    }
  });
});
