import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { services, type Service } from '@tuntas/contracts';
import { pothole, TestApp, until } from '../../kit/app.js';
import { EightProcesses } from '../../kit/eight-processes.js';
import { kill, running } from '../../kit/processes.js';
import type { OpenApiDocument } from '../../kit/openapi.js';
import type { Schemas } from '../../kit/response-body.js';

const { KAFKA_BROKERS } = process.env;
const onKafka = KAFKA_BROKERS ? { KAFKA_BROKERS, KAFKA_TOPIC: `services-${randomUUID()}` } : {};

describe('eight processes behind one address', () => {
  let home: string;
  let system: EightProcesses;
  let known: number[] = [];

  const start = async (words?: RegExp): Promise<void> => {
    system = await EightProcesses.start({ TUNTAS_HOME: home, LOG_LEVEL: 'warn', ...onKafka }, words);
    known = [...known, ...allProcesses()];
  };
  const allProcesses = (): number[] => [system.pid, ...system.descendants];
  const ask = (
    path: string,
    {
      as,
      body,
      headers = {},
      at = system.url,
    }: { as?: string; body?: object; headers?: Record<string, string>; at?: string } = {},
  ) =>
    fetch(`${at}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as}` }), ...headers },
    });
  const json = async <Body>(answer: Promise<Response>) => (await (await answer).json()) as Body;
  const tokenOf = async (role: string): Promise<string> =>
    (await json<Schemas['DevToken']>(ask('/dev/token', { body: { role } }))).accessToken;
  const query = async (text: string) => {
    const { port, password } = JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8'));
    const client = new pg.Client({ connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/tuntas` });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-services-'));
    chmodSync(home, 0o711); // the user of the database server needs access
    await start();
  });
  afterAll(() => {
    kill(running([...known, ...allProcesses()]));
    rmSync(home, { recursive: true, force: true });
  });

  test('take a complaint at the counter and assign it to its office, through all services', async () => {
    const clerk = await tokenOf('counter_clerk');
    const lodged = await json<Schemas['LodgedComplaint']>(ask('/v1/complaints', { as: clerk, body: pothole }));
    await ask('/dev/clock', { body: { advance: 'PT0S' } });
    expect(await json(ask(`/v1/complaints/${lodged.id}`, { as: clerk }))).toMatchObject({
      status: 'assigned',
      office: { code: 'PUPR' },
    });
    expect(
      (
        await json<Schemas['AuditList']>(ask(`/v1/complaints/${lodged.id}/audit`, { as: await tokenOf('auditor') }))
      ).items.map(({ type }) => type),
    ).toEqual(expect.arrayContaining(['complaint.lodged.v1', 'complaint.assigned.v1', 'clock.started.v1']));
    expect(
      (await ask(`/v1/tracking/${lodged.receipt.ticket}`, { headers: { 'x-access-code': lodged.receipt.accessCode } }))
        .status,
    ).toBe(200);
  });

  test('serve one OpenAPI document, the same as one process with all services', async () => {
    const city = await TestApp.start();
    try {
      const document = await json<OpenApiDocument>(ask('/openapi.json'));
      expect(document).toEqual((await city.get('/openapi.json')).body);
      expect(document.tags[0]!.name).toBe('Intake');
    } finally {
      await city.stop();
    }
  });

  test('show the document on one page, which loads it from the address of the page', async () => {
    const page = await (await ask('/docs')).text();
    expect(page).toContain('<div id="swagger-ui">');
    for (const [, file] of page.matchAll(/(?:src|href)="\.(\/docs\/[^"]+)"/g))
      expect([file, (await ask(file!)).status]).toEqual([file, 200]);
    const script = await (await ask('/docs/swagger-ui-init.js')).text();
    expect(script).toContain('"swaggerUrl": "/openapi.json"');
    expect(script).not.toContain('"swaggerDoc"');
  });

  test.each(services)('have a health endpoint, a document and a page per service: %s', async service => {
    const at = system.urlOf(service);
    const [live, ready, document, page] = await Promise.all(
      ['/health/live', '/health/ready', '/openapi.json', '/docs'].map(path => ask(path, { at })),
    );
    expect([live!.status, ready!.status, document!.status, page!.status]).toEqual([200, 200, 200, 200]);
    expect(((await document!.json()) as OpenApiDocument).info.title).toBe(service);
    expect(await ready!.json()).toMatchObject({
      checks: expect.arrayContaining([{ name: `${service} database`, status: 'up' }]),
    });
  });

  test('are ready together, and readiness asks each', async () => {
    const { status, checks } = await json<Schemas['Readiness']>(ask('/health/ready'));
    expect(status).toBe('ready');
    expect(checks).toEqual(
      expect.arrayContaining(services.map(service => ({ name: `${service} database`, status: 'up' }))),
    );
  });

  test('use one database role per service, none with all privileges', async () => {
    const sessions = await query(`SELECT DISTINCT usename AS role FROM pg_stat_activity
      WHERE datname = 'tuntas' AND pid <> pg_backend_pid() ORDER BY 1`);
    expect(sessions.map(({ role }) => role)).toEqual([...services, 'relay'].map(role => `tuntas_${role}`).sort());
  });

  test.each<[Service, string, object | undefined]>([
    ['casework', `/v1/complaints/${randomUUID()}/acceptance`, {}],
    ['queries', '/v1/offices', undefined],
  ])('work without %s while it is killed, and resume when it is back', async (service, path, body) => {
    const [pid, at] = [system.pidOf(service), system.urlOf(service)];
    const others = services.filter(each => each !== service).map(each => system.pidOf(each));
    const coordinator = await tokenOf('coordinator');
    const request = async (language = 'en') => {
      const answer = await ask(path, {
        as: coordinator,
        ...(body && { body }),
        headers: { 'accept-language': language },
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Schemas['Problem'] };
    };
    const usual = await request();
    kill([pid]);

    const refused = await until(request, answer => answer.body.code === 'service.busy');
    expect(refused).toMatchObject({ status: 503, body: { status: 503, title: 'Busy', instance: path } });
    expect(
      ['content-type', 'content-language', 'retry-after', 'x-content-type-options'].map(name =>
        refused.headers.get(name),
      ),
    ).toEqual(['application/problem+json; charset=utf-8', 'en', '1', 'nosniff']);
    expect((await request('id')).body.title).toBe('Sistem sedang sibuk');
    const readiness = await ask('/health/ready');
    expect([readiness.status, await readiness.json()]).toEqual([
      503,
      expect.objectContaining({
        status: 'not_ready',
        checks: expect.arrayContaining([{ name: service, status: 'down' }]),
      }),
    ]);
    expect((await ask('/dev/clock')).status).toBe(200);

    await until(
      async () => system.pidOf(service),
      now => now !== pid,
    );
    expect(system.urlOf(service)).toBe(at);
    expect((await request()).status).toBe(usual.status);
    expect(running(others)).toHaveLength(others.length);
  });

  test('have a gateway that resumes after a restart', async () => {
    const [pid, at] = [system.pidOf('gateway'), system.url];
    kill([pid]);
    await until(
      async () => system.pidOf('gateway'),
      now => now !== pid,
    );
    expect(system.url).toBe(at);
    expect((await ask('/health/ready')).status).toBe(200);
  });

  test('stop on request and leave no process running', async () => {
    const mine = allProcesses();
    expect(mine.length).toBeGreaterThan(11);
    expect(await system.stop()).toBe('0 null');
    expect(running(mine)).toEqual([]);
  });

  test('end with the database when their supervisor is killed', async () => {
    await start();
    const mine = allProcesses();
    kill([system.pid]);
    await until(
      async () => running(mine),
      left => left.length === 0,
    );
  });

  test.each([
    ['its database', /PostgreSQL is ready/],
    ['the first service', /^\w+: Ready at/m],
  ])(
    'end, as far as they have started, when their supervisor is stopped or killed after the start of %s',
    async (_, words) => {
      for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
        await start(words);
        const mine = allProcesses();
        system.signal(signal);
        expect(await system.ended).toBe(signal === 'SIGTERM' ? '0 null' : 'null SIGKILL');
        await until(
          async () => running(mine),
          left => left.length === 0,
        );
      }
    },
  );
});
