import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { loginRoles, type LoginRole } from '@tuntas/database';
import { services, type Service } from '@tuntas/contracts';
import { idempotentServices, answersKeyName, requiredByService } from '@tuntas/platform';
import { createDatabase, deployment, rolePasswords, seedFolder } from '../../kit/database.js';

const key = (): string => randomBytes(32).toString('base64');

describe('in production', () => {
  let database: { readonly adminUrl: string; drop(): Promise<void> };
  const children: ChildProcess[] = [];

  const passwords = (logins: readonly LoginRole[]) =>
    Object.fromEntries(logins.map(login => [`TUNTAS_ROLE_PASSWORD_${login.toUpperCase()}`, rolePasswords()[login]]));
  const everySecret: Record<string, string> = {
    TUNTAS_VAULT_KEY: key(),
    TUNTAS_CODES_KEY: key(),
    ...Object.fromEntries(idempotentServices.map(service => [answersKeyName(service), key()])),
    ...passwords(loginRoles),
  };
  /** Starts a built program with this environment only. */
  const run = (program: string, env: Record<string, string>): ChildProcess => {
    const child = fork(program, {
      silent: true,
      env: {
        NODE_ENV: 'production',
        PORT: '0',
        LOG_LEVEL: 'silent',
        TUNTAS_DEPLOYMENT: deployment,
        TUNTAS_SEED: seedFolder,
        ...env,
      },
    });
    children.push(child);
    return child;
  };
  const wordsOf = (child: ChildProcess): Promise<string> =>
    new Promise(resolve => {
      let words = '';
      child.stderr!.setEncoding('utf8').on('data', (text: string) => {
        words += text;
      });
      child.once('close', code => resolve(`${code} ${words}`));
    });

  beforeAll(async () => {
    database = await createDatabase('production');
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.drop();
  });

  test('the bootstrap needs the passwords of all roles and no key, and can be repeated', async () => {
    for (let time = 1; time <= 2; time += 1)
      expect(
        await wordsOf(run('deploy/bootstrap.mjs', { DATABASE_URL: database.adminUrl, ...passwords(loginRoles) })),
      ).toMatch(/^0 [\s\S]*Done/);
  });

  test('the rebuild of the read side needs only the database', async () => {
    expect(await wordsOf(run('deploy/rebuild.mjs', { DATABASE_URL: database.adminUrl }))).toMatch(
      /^0 .*The read side is empty; 0 events are to be processed again\.\n$/,
    );
    expect(await wordsOf(run('deploy/rebuild.mjs', {}))).toMatch(/^1 .*\n.*DATABASE_URL is required in production/);
  });

  /** The required settings of the service as environment variables; for the database only its address. */
  const environmentOf = (service: Service): Record<string, string> => {
    const place = Object.assign(new URL(database.adminUrl), { username: '', password: '' }).href;
    const { inProduction } = requiredByService(service);
    return {
      DATABASE_URL: place,
      OIDC_ISSUER: 'https://login.example.go.id',
      OIDC_AUDIENCE: 'tuntas',
      ...Object.fromEntries(Object.entries(everySecret).filter(([name]) => inProduction.includes(name))),
    };
  };

  test.each(services)('%s runs on the secrets that it requires, and ends when its parent is gone', async service => {
    const child = run(`apps/${service}/dist/main.js`, environmentOf(service));
    const ended = once(child, 'exit');
    const [{ ready: address }] = (await Promise.race([
      once(child, 'message'),
      wordsOf(child).then(words => {
        throw new Error(words);
      }),
    ])) as [{ ready: string }];
    expect((await fetch(`${address}/health/ready`)).status).toBe(200);
    expect((await fetch(`${address}/v1/nothing`)).status).toBe(401);
    expect((await fetch(`${address}/dev/token`, { method: 'POST' })).status).toBe(401); // the route does not exist
    child.disconnect();
    expect(await ended).toEqual([0, null]);
  });

  test('a service does not start without one of its secrets, and names it', async () => {
    const { TUNTAS_ROLE_PASSWORD_RELAY: _, ...rest } = environmentOf('audit');
    expect(await wordsOf(run('apps/audit/dist/main.js', rest))).toBe(
      '1 audit: The configuration is not usable:\n  - TUNTAS_ROLE_PASSWORD_RELAY is required in production\n',
    );
  });
});
