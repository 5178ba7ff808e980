import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, HttpException, Ip, Module, Post, Req, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { createLog, createService, loadSecrets, Operation, readConfig, startService } from '@tuntas/platform';
import { createGateway, type Gateway } from '../../../apps/gateway/src/gateway.js';
import { until } from '../../kit/app.js';
import { Exposition } from '../../kit/exposition.js';
import type { OpenApiDocument } from '../../kit/openapi.js';
import type { Schemas } from '../../kit/response-body.js';

const Toy = z.looseObject({});
const open = (id: string) =>
  Operation({ id, summary: 'A toy', roles: 'public', answer: Toy, problems: [400, 404, 413, 415, 422] });

@Controller('v1/toys')
class ToyController {
  static busyCount = 0;
  static waiting = 0;

  @Get('count') @open('countToys') count(): object {
    return { counted: true };
  }
  @Get('busy') @open('busyToy') busy(): never {
    ToyController.busyCount += 1;
    throw new HttpException('busy', 503);
  }
  @Get('never') @open('neverToy') never(@Req() request: FastifyRequest): Promise<never> {
    ToyController.waiting += 1;
    request.raw.socket.once('close', () => {
      ToyController.waiting -= 1;
    });
    return new Promise(() => undefined);
  }
  @Get(':id') @open('showToy') show(@Req() { headers, url }: FastifyRequest, @Ip() address: string): object {
    return { headers, url, address };
  }
  @Post() @open('makeToy') make(@Body({ schema: Toy }) body: object, @Req() { headers }: FastifyRequest): object {
    return { body, headers };
  }
}
@Controller('v1/balls')
class BallController {
  @Get() @open('listBalls') list(): object {
    return { balls: true };
  }
}
@Module({ controllers: [ToyController] })
class ToyModule {}
@Module({ controllers: [BallController] })
class BallModule {}

/** What the tests read of a body: of a problem, of the document, or what a toy route saw of the request. */
type ReadBody = Schemas['Problem'] &
  Pick<OpenApiDocument, 'paths'> &
  Pick<Schemas['Entry'], 'links'> & {
    readonly url: string;
    readonly body: unknown;
    readonly address: string;
    readonly headers: Readonly<Record<string, string>>;
  };

describe('gateway', () => {
  let home: string;
  let toys: NestFastifyApplication;
  let balls: NestFastifyApplication;
  let ballsUrl: string;
  let gateway: Gateway;
  let address: string;

  const service = async (
    name: string,
    module: Type,
    more: Record<string, string> = {},
  ): Promise<[NestFastifyApplication, string]> => {
    const config = readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'silent',
      TUNTAS_HOME: home,
      TRUSTED_PROXIES: '127.0.0.1',
      ...more,
    });
    const app = await createService({ name, modules: [module], config, secrets: loadSecrets(config) });
    return [app, await startService(app)];
  };
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${address}${path}`, init);
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as ReadBody };
  };
  /**
   * Sends raw bytes.
   * @returns all received text until the connection closes
   */
  const sendRaw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(text));
      socket
        .setEncoding('latin1')
        .on('data', (part: string) => {
          answer += part;
        })
        .once('error', reject)
        .once('close', () => resolve(answer));
    });

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-gateway-'));
    const [app, url] = await service('toys', ToyModule);
    toys = app;
    [balls, ballsUrl] = await service('balls', BallModule);
    await balls.close(); // its address is known, but the service is stopped
    gateway = await createGateway(
      {
        upstreams: [
          { service: 'toys', url },
          { service: 'balls', url: ballsUrl },
        ],
      },
      createLog('gateway', { logLevel: 'silent' }),
    );
    address = await gateway.server.listen({ port: 0, host: '127.0.0.1' });
    await until(
      () => ask('/v1/toys/count'),
      ({ status }) => status === 200,
    );
  });
  afterAll(async () => {
    await gateway.server.close();
    await Promise.all([toys.close(), balls.close()]);
    rmSync(home, { recursive: true });
  });

  test('serves known routes while another service is down, and returns 503 for unknown paths', async () => {
    expect((await ask('/health/live')).body).toEqual({ status: 'live' });
    expect(await ask('/v1/balls', { headers: { 'accept-language': 'en' } })).toMatchObject({
      status: 503,
      body: { code: 'service.busy', title: 'Busy', instance: '/v1/balls' },
    });
    expect(await ask('/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: [{ name: 'balls', status: 'down' }], warnings: [] },
    });
    expect(Object.keys((await ask('/openapi.json')).body.paths)).not.toContain('/v1/balls');

    [balls] = await service('balls', BallModule, { PORT: new URL(ballsUrl).port });
    await gateway.allRoutesLoaded;
    expect(await ask('/v1/balls')).toMatchObject({ status: 200, body: { balls: true } });
    expect(await ask('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
    expect(Object.keys((await ask('/openapi.json')).body.paths)).toEqual(
      expect.arrayContaining(['/v1/toys/{id}', '/v1/balls', '/health/ready']),
    );
    expect((await ask('/')).body.links).toMatchObject({ documentation: '/docs', document: '/openapi.json' });
    const page = await fetch(`${address}/`, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type'), page.headers.get('content-security-policy')]).toEqual([
      200,
      'text/html; charset=utf-8',
      expect.stringContaining("default-src 'none'"),
    ]);
  });

  test('prefers a literal path to a parameter, and keeps path and query unchanged', async () => {
    expect((await ask('/v1/toys/count')).body).toEqual({ counted: true });
    expect((await ask('/v1/toys/a%2Fb?x=1&x=%C3%A4')).body.url).toBe('/v1/toys/a%2Fb?x=1&x=%C3%A4');
    expect((await ask('/v1/to%79s/count')).body).toEqual({ counted: true });
  });

  test('lets a service refuse unknown paths', async () => {
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['DELETE', '/v1/nothing'],
      ['GET', '//toys.example/'],
    ] as const)
      expect(await ask(path, { method })).toMatchObject({
        status: 401,
        body: { code: 'access.token-required', instance: path },
      });
  });

  test('answers OPTIONS with the methods of all services for a path', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/v1/toys', 'OPTIONS, POST'],
      ['POST', '/v1/balls', 'GET, HEAD, OPTIONS'],
      ['PUT', '/v1/toys/1?x=1', 'GET, HEAD, OPTIONS'],
      ['POST', '/health/live', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const answer = await ask(path, { method, headers: { 'accept-language': 'en' } });
      expect([path, answer.status, answer.body.code, answer.headers.get('allow')]).toEqual([
        path,
        405,
        'request.method',
        allow,
      ]);
      const options = await fetch(`${address}${path}`, { method: 'OPTIONS' });
      expect([options.status, options.headers.get('allow'), await options.text()]).toEqual([204, allow, '']);
    }
    expect(
      (
        await ask('/v1/toys', {
          method: 'DELETE',
          headers: { 'content-type': 'image/png' },
          body: 'x'.repeat(5_000_000),
        })
      ).status,
    ).toBe(405);
  });

  test('builds the merged OpenAPI document once, and returns 304 when it is unchanged', async () => {
    const [first, again] = [await fetch(`${address}/openapi.json`), await fetch(`${address}/openapi.json`)];
    expect([again.headers.get('etag'), first.headers.get('cache-control')]).toEqual([
      first.headers.get('etag'),
      'public, no-cache',
    ]);
    const same = await fetch(`${address}/openapi.json`, {
      headers: { 'if-none-match': `"x", W/${first.headers.get('etag')}` },
    });
    expect([same.status, await same.text()]).toEqual([304, '']);
  });

  test('rejects a malformed path, and never calls another host', async () => {
    for (const target of ['http://example.org/v1/balls', '*', '/v1/../v1/balls', '/v1/%zz', '@example.org/'])
      expect(await sendRaw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 400 [\s\S]*"code":"request\.malformed"/,
      );
  });

  test('lets the service refuse a body, and returns the response though the body was not read', async () => {
    const post = (type: string, body: BodyInit) =>
      ask('/v1/toys', { method: 'POST', headers: { 'content-type': type }, body });
    expect((await post('application/json', '{"a":[1]}')).body.body).toEqual({ a: [1] });
    expect((await post('text/plain', 'x')).body.code).toBe('request.media-type');
    expect((await post('application/json', '{')).body.code).toBe('request.malformed-json');
    expect((await post('application/json', 'x'.repeat(5_000_000))).body.code).toBe('request.too-large');
    expect((await post('image/png', 'x'.repeat(5_000_000))).body.code).toBe('request.media-type');
    expect(await ask('/v1/nothing', { method: 'POST', body: 'x'.repeat(5_000_000) })).toMatchObject({ status: 401 });
  });

  test('forwards client address and trace, but no hop-by-hop headers', async () => {
    const {
      body: { headers, address: seen },
    } = await ask('/v1/toys/1', { headers: { 'x-forwarded-for': '203.0.113.7, 198.51.100.2' } });
    expect(headers['x-forwarded-for']).toBe('203.0.113.7, 198.51.100.2, 127.0.0.1');
    // the last address that no trusted proxy has added; clients can forge the addresses before it
    expect(seen).toBe('198.51.100.2');
    expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);

    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await sendRaw(
      `GET /v1/toys/1 HTTP/1.1\r\nHost: x\r\nTraceparent: ${traceparent}\r\nKeep-Alive: timeout=5\r\nX-Mine: 1\r\n` +
        'Upgrade: h2c\r\nTE: trailers\r\nConnection: close, X-Mine\r\nExpect: 100-continue\r\n\r\n',
    );
    const passed = JSON.parse(answer.slice(answer.lastIndexOf('\r\n{')).trim()).headers;
    expect(passed.traceparent).toBe(traceparent);
    expect(
      Object.keys(passed).filter(name => ['keep-alive', 'x-mine', 'upgrade', 'te', 'expect'].includes(name)),
    ).toEqual([]);
  });

  test('frames a body as it read it, whatever the headers of the client', async () => {
    const smuggled = 'GET /v1/toys/busy HTTP/1.1\r\nHost: x\r\n\r\n';
    const before = ToyController.busyCount;
    for (const framing of [
      `Content-Length: ${smuggled.length}\r\nConnection: close, Content-Length`,
      'Transfer-Encoding: chunked\r\nConnection: close, Transfer-Encoding',
    ]) {
      const body = framing.startsWith('C') ? smuggled : `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
      for (const method of ['DELETE', 'POST', 'GET'])
        await sendRaw(`${method} /v1/toys/1 HTTP/1.1\r\nHost: x\r\n${framing}\r\n\r\n${body}`);
    }
    expect((await ask('/v1/toys/1')).status).toBe(200);
    expect(ToyController.busyCount).toBe(before);
  });

  test('calls a service once, without a retry', async () => {
    const before = ToyController.busyCount;
    expect((await ask('/v1/toys/busy')).status).toBe(503);
    expect(ToyController.busyCount).toBe(before + 1);
  });

  test('exposes its own metrics by route pattern, without calling a service', async () => {
    const scrape = async (): Promise<Exposition> => new Exposition(await (await fetch(`${address}/metrics`)).text());
    const seconds = 'tuntas_http_request_duration_seconds_count';
    const before = await scrape();
    await ask('/v1/toys/qzxwvk-1');
    await ask('/v1/toys/qzxwvk-2');
    await ask('/v1/qzxwvk');
    await sendRaw('GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const shown = { method: 'GET', route: '/v1/toys/{id}', status: '2xx' };
    const after = await until(scrape, each => each.of(seconds, shown) === (before.of(seconds, shown) ?? 0) + 2);
    expect(after.text).not.toContain('qzxwvk');
    expect(after.of(seconds, { route: 'unknown' })).toBeGreaterThan(before.of(seconds, { route: 'unknown' }) ?? 0);
    expect(after.all('tuntas_http_requests_in_flight').map(({ labels }) => labels['service'])).toEqual([
      'toys',
      'balls',
    ]);
    expect(after.names.filter(name => !/^tuntas_(http|problems|scrape)_/.test(name))).toEqual([]);
  });

  test('aborts the request to the service when its client disconnects', async () => {
    const gone = new AbortController();
    const aborted = ask('/v1/toys/never', { signal: gone.signal });
    await until(
      async () => ToyController.waiting,
      count => count === 1,
    );
    gone.abort();
    await expect(aborted).rejects.toThrow();
    await until(
      async () => ToyController.waiting,
      count => count === 0,
    );
  });
});
