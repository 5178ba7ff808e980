import pg from 'pg';
import { Module } from '@nestjs/common';
import { loginRoles, migrate, type LoginRole } from '@tuntas/database';
import { createProcess } from '@tuntas/platform';
import { TestApp, testSettings, testSecrets } from '../../kit/app.js';
import { createDatabase, deployment, rolePasswords } from '../../kit/database.js';

class NoService {}
Module({})(NoService);

const madeInProduction =
  'This database was made in production, and this process is in development, where anybody may make tokens and move time: ' +
  'set NODE_ENV=production, or DATABASE_URL to another database.';
const madeInDevelopment =
  'This database was made in development, where anybody may make tokens and move time: set DATABASE_URL to a database of its own for production.';

describe('database', () => {
  const others = Object.fromEntries(
    loginRoles.map(role => [role, `another password of ${role}, long enough`]),
  ) as Record<LoginRole, string>;
  const start = async (adminUrl: string, nodeEnv: 'development' | 'production') => {
    const app = await createProcess({
      name: 'process',
      modules: [NoService],
      ...testSettings({ nodeEnv }),
      secrets: testSecrets(),
      database: { adminUrl },
    });
    await app.close();
    return 'started';
  };

  test.each([
    ['development', 'production', madeInDevelopment],
    ['production', 'development', madeInProduction],
  ] as const)('created in %s is refused in %s, before anything in it is changed', async (made, other, sentence) => {
    const database = await createDatabase(made);
    try {
      await expect(
        migrate({ adminUrl: database.adminUrl, deployment, passwords: others, production: other === 'production' }),
      ).rejects.toThrow(sentence);
      await expect(start(database.adminUrl, other)).rejects.toThrow(sentence);
      await migrate({
        adminUrl: database.adminUrl,
        deployment,
        passwords: rolePasswords(),
        production: made === 'production',
      });
      expect(await start(database.adminUrl, made)).toBe('started'); // with the earlier passwords
    } finally {
      await database.drop();
    }
  });

  test('of an earlier version, for which production had forbidden a shifted clock, counts as production', async () => {
    const database = await createDatabase();
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    try {
      await admin.query('DROP TABLE eventlog.installation');
      await admin.query('ALTER TABLE clock.anchor ADD CONSTRAINT no_bent_time_in_production CHECK (false)');
      await expect(
        migrate({ adminUrl: database.adminUrl, deployment, passwords: others, production: false }),
      ).rejects.toThrow(madeInProduction);
    } finally {
      await admin.end();
      await database.drop();
    }
  });
});

describe('business time', () => {
  test('stays within ten years of real time, however it is moved', async () => {
    const city = await TestApp.start();
    try {
      const years = (count: number): string => {
        const at = new Date();
        at.setUTCFullYear(at.getUTCFullYear() + count);
        return at.toISOString();
      };
      const moveClock = (body: object, language = 'en') =>
        city.post('/dev/clock', body, { headers: { 'accept-language': language } });
      const {
        body: { now },
      } = await city.get('/dev/clock');
      for (const body of [
        { set: years(11) },
        { set: years(-11) },
        { set: '2199-12-31T00:00:00Z' },
        { advance: 'P3660D' },
        { jump: 'P3660D' },
      ])
        expect([body, await moveClock(body)]).toEqual([
          body,
          expect.objectContaining({
            status: 422,
            body: expect.objectContaining({
              code: 'clock.too-far',
              detail: expect.stringContaining('within 10 years'),
            }),
          }),
        ]);
      expect((await moveClock({ set: years(11) }, 'id')).problem.detail).toContain('10 tahun');
      expect(Date.parse((await city.get('/dev/clock')).body.now) - Date.parse(now)).toBeLessThan(86_400_000);
      expect((await moveClock({ set: years(9) })).status).toBe(200);
      expect(await moveClock({ jump: 'P700D' })).toMatchObject({ status: 422 });
      expect((await moveClock({ jump: 'P300D' })).status).toBe(200);
    } finally {
      await city.stop();
    }
  });
});
