import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { TestApp } from '../../kit/app.js';
import { operationsOf, type DescribedOperation } from '../../kit/operations.js';

const listed = 'apps/queries/src/http/operations-of-all.ts';
const head = 'export const operationsOfAll: readonly ListedOperation[] = [\n';

/** The text as Prettier lays it out. */
const formatted = (text: string): string =>
  execFileSync(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--stdin-filepath', listed], {
    input: text,
    encoding: 'utf8',
  });

describe('GET /v1/me', () => {
  let city: TestApp;
  let operations: DescribedOperation[];
  beforeAll(async () => {
    city = await TestApp.start();
    operations = await operationsOf(city);
  });
  afterAll(() => city.stop());

  /** Each process returns the list for all services, so the list is in the code; it is generated from the document. */
  test('follows the access policies of all services', () => {
    const lines = operations
      .filter(({ roles }) => roles !== 'public')
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map(
        ({ name, roles, entry }) =>
          `  { id: '${name}', tag: '${entry.tags[0]}', roles: ${Array.isArray(roles) ? `[${roles.map(role => `'${role}'`).join(', ')}]` : `'${roles as string}'`} },\n`,
      );
    const text = readFileSync(listed, 'utf8');
    const wanted = formatted(`${text.slice(0, text.indexOf(head))}${head}${lines.join('')}];\n`);
    if (process.env['LIST_OPERATIONS'] === '1') writeFileSync(listed, wanted);
    expect(text).toBe(wanted); // to update: LIST_OPERATIONS=1 npx jest tests/flows/queries/me.spec.ts
  });

  test('returns the holder of the token with roles, office and the paths that they may open', async () => {
    const me = await city.get('/v1/me', { as: 'officer:PUPR:Ahmad Fauzi' });
    expect([me.status, me.body]).toEqual([
      200,
      {
        sub: expect.stringMatching(/^dev-/),
        name: 'Ahmad Fauzi',
        roles: ['officer'],
        office: { code: 'PUPR', name: 'Dinas Pekerjaan Umum dan Penataan Ruang' },
        sections: expect.arrayContaining(['Casework', 'Complaints', 'SLA', 'Reference data']),
        operations: expect.arrayContaining(['listComplaints', 'acceptComplaint', 'getMe', 'listOffices']),
      },
    ]);
    expect(me.body.sections).not.toContain('Ombudsman');
    expect((await city.get('/v1/me', { as: 'ombudsman' })).body).toMatchObject({
      roles: ['ombudsman'],
      office: null,
      sections: expect.arrayContaining(['Ombudsman']),
    });
    expect((await city.get('/v1/me', { as: 'officer:NOWHERE' })).body.office).toEqual({
      code: 'NOWHERE',
      name: 'NOWHERE',
    });
    expect((await city.get('/v1/me')).status).toBe(401);
  });

  test('lists exactly the operations that do not return 403', async () => {
    for (const as of ['auditor', 'counter_clerk', 'admin'] as const) {
      const {
        body: { operations: open },
      } = await city.get('/v1/me', { as });
      const lists = operations.filter(
        ({ method, path, roles }) => method === 'GET' && !path.includes('{') && roles !== 'public',
      );
      for (const { name, path } of lists)
        expect([as, name, (await city.get(path, { as })).status === 403]).toEqual([as, name, !open.includes(name)]);
    }
  });

  test.each(['/v1/categories', '/v1/regions'] as const)('%s needs no token', async path => {
    const answer = await city.get(path);
    expect([answer.status, answer.body.items.length > 5]).toEqual([200, true]);
  });
});
