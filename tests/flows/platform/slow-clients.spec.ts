import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import {
  incompleteFromOneAddressAtMost,
  createLog,
  createService,
  loadSecrets,
  Operation,
  readConfig,
  startService,
  defaultClientTimeouts,
  waitingForIssuerAtMost,
  type ClientTimeouts,
} from '@tuntas/platform';
import { createGateway, type Gateway } from '../../../apps/gateway/src/gateway.js';
import { pothole, TestApp, until } from '../../kit/app.js';

const short: ClientTimeouts = { ...defaultClientTimeouts, headersMs: 300, graceMs: 300, checkEveryMs: 50 };
const open = (id: string) => Operation({ id, summary: 'A toy', roles: 'public', problems: [] });

@Controller('v1/toys')
class ToyController {
  @Get() @open('listToys') list(): object {
    return { toys: [] };
  }
  @Get('mine')
  @Operation({ id: 'ownToys', summary: 'With a token', roles: 'anyone-with-token', problems: [] })
  own(): object {
    return { toys: [] };
  }
  @Get('address') @open('whoAsks') who(@Req() { ip }: FastifyRequest): object {
    return { ip };
  }
  @Post() @open('makeToy') make(): object {
    return { made: true };
  }
}
@Module({ controllers: [ToyController] })
class ToyModule {}

/** A connection that has sent these bytes, with the received response. */
class RawConnection {
  text = '';
  closed = false;
  private constructor(readonly socket: Socket) {
    socket
      .setEncoding('latin1')
      .on('data', (part: string) => {
        this.text += part;
      })
      .on('error', () => undefined)
      .once('close', () => {
        this.closed = true;
      });
  }
  static open(address: string, bytes: string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(address).port), '127.0.0.1', () =>
        socket.write(bytes, () => resolve(connection)),
      ).once('error', reject);
      const connection = new RawConnection(socket);
    });
  }
  end(): void {
    this.socket.destroy();
  }
}
const unfinished = (path: string, token?: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 400\r\n${token ? `Authorization: Bearer ${token}\r\n` : ''}\r\n{"a":`;
const many = (count: number, address: string, bytes: string) =>
  Promise.all(Array.from({ length: count }, () => RawConnection.open(address, bytes)));

describe('whole system with 200 connections that never finish their bodies', () => {
  let city: TestApp;
  const connections: RawConnection[] = [];
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(async () => {
    for (const connection of connections) connection.end();
    await city.stop();
  });

  test('accepts complaints, and shows them to citizens', async () => {
    const before = await city.lodge();
    connections.push(...(await many(200, city.url, unfinished(`/v1/tracking/${before.ticket}/answer`))));
    connections.push(...(await many(200, city.url, unfinished('/v1/complaints', await city.token('counter_clerk')))));
    const lodged = await city.post('/v1/complaints', pothole, { as: 'counter_clerk' });
    expect(lodged.status).toBe(201);
    expect(
      (
        await city.get(`/v1/tracking/${lodged.body.ticket}`, {
          headers: { 'x-access-code': lodged.body.receipt.accessCode },
        })
      ).status,
    ).toBe(200);
  });
});

describe('slow clients', () => {
  let service: NestFastifyApplication;
  let direct: string;
  let gateway: Gateway;
  let passing: string;
  let connections: RawConnection[] = [];
  const home = mkdtempSync(join(tmpdir(), 'tuntas-slow-clients-'));
  const config = (more: Record<string, string> = {}) =>
    readConfig({
      NODE_ENV: 'test',
      PORT: '0',
      LOG_LEVEL: 'silent',
      TRUSTED_PROXIES: '127.0.0.1',
      TUNTAS_HOME: home,
      ...more,
    });
  const start = async (more: Record<string, string> = {}): Promise<[NestFastifyApplication, string]> => {
    const app = await createService({
      name: 'toys',
      modules: [ToyModule],
      config: config(more),
      secrets: loadSecrets(config()),
      timeouts: short,
    });
    return [app, await startService(app)];
  };

  beforeAll(async () => {
    [service, direct] = await start();
    gateway = await createGateway(
      { upstreams: [{ service: 'toys', url: direct }], trustedProxies: ['127.0.0.1'] },
      createLog('gateway', { logLevel: 'silent' }),
      short,
    );
    passing = await gateway.server.listen({ port: 0, host: '127.0.0.1' });
    await gateway.allRoutesLoaded;
  });
  afterEach(() => {
    for (const connection of connections.splice(0)) connection.end();
  });
  afterAll(async () => {
    await gateway.server.close();
    await service.close();
    rmSync(home, { recursive: true, force: true });
  });
  const at = (where: string): string => (where === 'a service' ? direct : passing);

  test.each(['a service', 'the gateway'])(
    'get 408 from %s when a body does not arrive, and their connections are closed',
    async where => {
      connections = await many(20, at(where), unfinished('/v1/toys'));
      await until(
        async () => connections.every(({ closed }) => closed),
        all => all,
      );
      for (const { text } of connections)
        expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*application\/problem\+json[\s\S]*"code":"request\.too-slow"/);
    },
  );

  test.each(['a service', 'the gateway'])('get 408 from %s when their headers do not arrive', async where => {
    connections = await many(20, at(where), 'GET /v1/toys HTTP/1.1\r\nHost: x\r\nX-More: ');
    expect((await fetch(`${at(where)}/v1/toys`)).status).toBe(200);
    await until(
      async () => connections.every(({ closed }) => closed),
      all => all,
    );
    for (const { text } of connections) expect(text).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"request\.too-slow"/);
  });

  test.each(['a service', 'the gateway'])('occupy no slot of %s: others are served beside 200 of them', async where => {
    connections = await many(200, at(where), unfinished('/v1/toys'));
    for (let n = 0; n < 5; n += 1) {
      expect((await fetch(`${at(where)}/v1/toys`)).status).toBe(200);
      expect(
        (
          await fetch(`${at(where)}/v1/toys`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          })
        ).status,
      ).toBe(200);
    }
  });

  test('from one address cannot fill the memory: the longest body is dropped for the next', async () => {
    const patient = await createService({
      name: 'toys',
      modules: [ToyModule],
      config: config(),
      secrets: loadSecrets(config()),
    });
    const address = await startService(patient);
    try {
      connections = await many(incompleteFromOneAddressAtMost, address, unfinished('/v1/toys'));
      connections.push(await RawConnection.open(address, unfinished('/v1/toys')));
      await until(
        async () => connections.filter(({ closed }) => closed).length,
        count => count === 1,
      );
      expect(connections.at(-1)!.closed).toBe(false);
      connections.at(-1)!.socket.write(`${' '.repeat(400 - 5 - 2)}1}`);
      await until(
        async () => connections.at(-1)!.text,
        text => text.startsWith('HTTP/1.1 200'),
      );
    } finally {
      for (const connection of connections) connection.end();
      await patient.close();
    }
  });

  describe('with a token issuer that does not respond', () => {
    let issuer: Server;
    let guarded: NestFastifyApplication;
    let url: string;
    beforeAll(async () => {
      issuer = createServer(() => undefined);
      await new Promise<void>(resolve => issuer.listen(0, '127.0.0.1', resolve));
      [guarded, url] = await start({
        OIDC_ISSUER: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`,
        OIDC_AUDIENCE: 'tuntas',
      });
    });
    afterAll(async () => {
      await guarded.close();
      issuer.closeAllConnections();
      issuer.close();
    });

    test('waiting requests occupy no slot, and excess requests are refused at once', async () => {
      const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
      const claims = {
        iss: `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`,
        aud: 'tuntas',
        sub: 'x',
        exp: Date.now() / 1_000 + 600,
      };
      const token = (n: number): string => `${encode({ alg: 'RS256' })}.${encode({ ...claims, jti: n })}.AAAA`;
      const answers: number[] = [];
      const requests = Array.from({ length: waitingForIssuerAtMost + 100 }, async (_, n) => {
        const { status } = await fetch(`${url}/v1/toys/mine`, { headers: { authorization: `Bearer ${token(n)}` } });
        answers.push(status);
        return status;
      });
      await until(
        async () => answers.length,
        count => count >= 100,
      );
      expect(answers.every(status => status === 503)).toBe(true);
      expect((await fetch(`${url}/v1/toys`)).status).toBe(200);
      expect(new Set(await Promise.all(requests))).toEqual(new Set([503]));
    });
  });

  test('the gateway trusts a forwarded address only from its proxies, and forwards the client address', async () => {
    const askedBy = async (address: string) =>
      (
        (await (await fetch(`${passing}/v1/toys/address`, { headers: { 'x-forwarded-for': address } })).json()) as {
          ip: string;
        }
      ).ip;
    expect(await askedBy('203.0.113.7')).toBe('203.0.113.7');
    expect(await askedBy('198.51.100.2, 203.0.113.7')).toBe('203.0.113.7');
  });
});
