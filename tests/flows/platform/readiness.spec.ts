import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AllInOneModule } from '../../../apps/all-in-one/src/all-in-one.module.js';
import { Database } from '@tuntas/database';
import { createProcess, startService } from '@tuntas/platform';
import { testSettings, testSecrets, until } from '../../kit/app.js';
import { createDatabase } from '../../kit/database.js';
import { ProxyLink } from '../../faults/lab/link.js';
import { ownPort } from '../../faults/lab/ports.js';

interface Readiness {
  readonly status: string;
  readonly checks: readonly { name: string; status: string }[];
  readonly warnings: readonly string[];
}

describe('GET /health/ready', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let link: ProxyLink;
  let app: NestFastifyApplication;
  let url: string;
  const readiness = async (): Promise<Readiness & { code: number }> => {
    const answer = await fetch(`${url}/health/ready`);
    return { ...((await answer.json()) as Readiness), code: answer.status };
  };

  beforeAll(async () => {
    database = await createDatabase();
    link = await ProxyLink.open('database', await ownPort(), Number(new URL(database.adminUrl).port));
    const through = Object.assign(new URL(database.adminUrl), { hostname: '127.0.0.1', port: String(link.port) }).href;
    app = await createProcess({
      name: 'tuntas',
      modules: [AllInOneModule],
      ...testSettings(),
      secrets: testSecrets(),
      database: { adminUrl: through },
    });
    url = await startService(app);
  });
  afterAll(async () => {
    link.restore();
    await app.close();
    link.close();
    await database.drop();
  });

  test('responds while the database accepts connections without answering, and recovers with it', async () => {
    await until(readiness, ({ code }) => code === 200);
    link.freeze();
    // Many probes in a row: none waits for an earlier one, and none leaks a connection.
    for (let n = 0; n < 3; n += 1) {
      const hung = await readiness();
      expect([hung.code, hung.status]).toEqual([503, 'not_ready']);
      expect(hung.checks.map(({ status }) => status)).toEqual(hung.checks.map(() => 'down'));
    }
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    link.restore();
    await until(readiness, ({ code }) => code === 200);
  });

  test('warns when the database server has refused writes for lack of disk space', async () => {
    const warning = 'the disk of the database is full: nothing can be recorded until there is room';
    expect((await readiness()).warnings).not.toContain(warning);
    await expect(
      app
        .get(Database, { strict: false })
        .sql(`DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`),
    ).rejects.toMatchObject({ code: '53100' });
    expect(await readiness()).toMatchObject({ code: 200, warnings: expect.arrayContaining([warning]) });
  });
});
