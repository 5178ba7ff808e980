import { createHmac, generateKeyPairSync, randomBytes, sign, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Header, Module, Param, Post, Query, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DomainError, type Actor } from '@tuntas/kernel';
import {
  idempotentServices,
  answersKeyName,
  createService,
  CurrentActor,
  developmentIssuer,
  loadSecrets,
  Operation,
  publicHalf,
  readConfig,
  startService,
  Context,
  type RequestContext,
  type Secrets,
} from '@tuntas/platform';
import type { OpenApiDocument } from '../../kit/openapi.js';
import type { Schemas } from '../../kit/response-body.js';

const Toy = z
  .strictObject({ subject: z.string().min(5), description: z.string().optional(), size: z.int().optional() })
  .meta({ id: 'Toy' });
const Toys = z.strictObject({ status: z.array(z.enum(['open', 'closed'])).optional(), q: z.string().optional() });
const ToyId = z.object({ id: z.uuid() });
const storedText = '{"b":1, "a": 2}';
let held: { arrived: () => void; release: Promise<void> } | undefined;

@Controller('v1/toys')
class ToyController {
  @Post()
  @Operation({
    id: 'makeToy',
    summary: 'Makes a toy',
    roles: ['counter_clerk', 'coordinator'],
    status: 201,
    answer: Toy,
    problems: [400, 413, 415, 422],
    example: { body: { subject: 'A toy' } },
  })
  make(
    @Body({ schema: Toy }) toy: z.infer<typeof Toy>,
    @CurrentActor() actor: Actor,
    @Context() { retry, ifVersion: version }: RequestContext,
  ): object {
    return { toy, actor, version, key: retry.key, path: retry.path, client: retry.client, body: retry.body };
  }

  @Get()
  @Operation({ id: 'listToys', summary: 'Lists toys', roles: 'anyone-with-token', problems: [400] })
  list(@Query({ schema: Toys }) query: z.infer<typeof Toys>): object {
    return query;
  }

  @Get('kept')
  @Operation({ id: 'keptToy', summary: 'A stored response', roles: 'anyone-with-token', problems: [] })
  @Header('content-type', 'application/json')
  kept(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.code(201).header('idempotency-replayed', 'true');
    return storedText;
  }

  @Get('held')
  @Operation({ id: 'heldToy', summary: 'Answers when it may', roles: 'anyone-with-token', problems: [] })
  async held(): Promise<object> {
    held!.arrived();
    await held!.release;
    return {};
  }

  @Get('failing/:how')
  @Operation({ id: 'failToy', summary: 'Fails', roles: 'anyone-with-token', problems: [404, 409] })
  fail(@Param('how') how: string): never {
    throw failures[how]!();
  }

  @Get(':id')
  @Operation({ id: 'getToy', summary: 'One toy', roles: ['auditor'], problems: [400, 404] })
  one(@Param({ schema: ToyId }) { id }: z.infer<typeof ToyId>): object {
    return { id };
  }
}
@Module({ controllers: [ToyController] })
class ToyModule {}

@Controller('v1/tracking')
class OpenController {
  @Get(':ticket')
  @Operation({ id: 'track', summary: 'Without a token', roles: 'public', problems: [404] })
  track(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
}
@Module({ controllers: [OpenController] })
class OpenModule {}

@Controller('v1/forgotten')
class ForgottenController {
  @Get('thing') thing(): string {
    return 'open to all';
  }
}
@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

const failures: Record<string, () => Error> = {
  missing: () => new DomainError('not-found', 'toy.unknown', 'secret message'),
  conflict: () => new DomainError('conflict', 'toy.broken', 'secret message', { allowedActions: ['mend'] }),
  deadlock: () => Object.assign(new Error('secret'), { code: '40P01', query: 'SELECT secret' }),
  lost: () => new Error('Connection terminated unexpectedly'),
  bug: () => new TypeError('secret cannot be read'),
  constraint: () => Object.assign(new Error('secret'), { code: '23505', detail: 'Key (secret)' }),
};

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const handMade = (header: object, claims: object, seal: (text: string) => Buffer) => {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${seal(text).toString('base64url')}`;
};
const sealedBy = (key: JsonWebKey) => (text: string) => sign(null, Buffer.from(text), { key, format: 'jwk' });

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** A problem, a token, or what a toy route saw of the request. */
  readonly json: Schemas['Problem'] &
    Schemas['DevToken'] & { readonly actor: { readonly ref: string }; readonly key: string; readonly body: string };
}

describe('createService', () => {
  let home: string;
  let secrets: Secrets;
  let app: NestFastifyApplication;
  let address: string;
  const config = (more: Record<string, string> = {}) =>
    readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', TUNTAS_HOME: home, ...more });

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-service-'));
    secrets = loadSecrets(config());
    app = await createService({ name: 'toys', modules: [ToyModule, OpenModule], config: config(), secrets });
    address = await startService(app);
  });
  afterAll(async () => {
    await app.close();
    rmSync(home, { recursive: true });
  });

  const send = (
    path: string,
    {
      method = 'GET',
      headers = {},
      body,
      agent,
    }: {
      method?: string;
      headers?: Record<string, string>;
      body?: string | Buffer;
      agent?: Agent;
    } = {},
  ) =>
    new Promise<Answer>((resolve, reject) => {
      const outgoing = httpRequest(address + path, { method, headers, ...(agent && { agent }) }, incoming => {
        const parts: Buffer[] = [];
        incoming
          .on('data', (part: Buffer) => parts.push(part))
          .on('error', reject)
          .on('end', () => {
            const text = Buffer.concat(parts).toString();
            resolve({
              status: incoming.statusCode!,
              headers: incoming.headers,
              text,
              json: /json/.test(incoming.headers['content-type'] ?? '') ? JSON.parse(text) : null,
            });
          });
      });
      outgoing.on('error', reject).end(body);
    });
  const json = { 'content-type': 'application/json' };
  const tokenFor = async (role: string, office?: string, name?: string): Promise<string> =>
    (await send('/dev/token', { method: 'POST', headers: json, body: JSON.stringify({ role, office, name }) })).json
      .accessToken;
  const bearer = async (role: string, office?: string) => ({ authorization: `Bearer ${await tokenFor(role, office)}` });
  const post = async (body: string | Buffer, headers: Record<string, string> = {}, role = 'counter_clerk') =>
    send('/v1/toys', { method: 'POST', headers: { ...json, ...(await bearer(role)), ...headers }, body });

  describe('authentication', () => {
    it('lets a permitted role act, and passes that role to the handler', async () => {
      const answer = await post('{"subject":"A red ball"}');
      expect(answer.status).toBe(201);
      expect(answer.json.actor).toMatchObject({ role: 'counter_clerk', office: null });
    });

    it('gives the same sub for the same role, office and name, and tokens that survive a restart', async () => {
      const sub = async (...who: [string, string?, string?]) =>
        JSON.parse(Buffer.from((await tokenFor(...who)).split('.')[1]!, 'base64url').toString()).sub;
      expect(await sub('officer', 'PUPR', 'Ahmad')).toBe(await sub('officer', 'PUPR', 'Ahmad'));
      expect(await sub('officer', 'PUPR', 'Ahmad')).not.toBe(await sub('officer', 'PUPR', 'Budi'));
      const another = await createService({
        name: 'toys',
        modules: [ToyModule],
        config: config(),
        secrets: loadSecrets(config()),
      });
      const other = await startService(another);
      const answer = await fetch(`${other}/v1/toys`, { headers: await bearer('auditor') });
      await another.close();
      expect(answer.status).toBe(200);
    });

    const hour = 3_600;
    const now = () => Math.floor(Date.now() / 1_000);
    const good = () => ({
      sub: 'x',
      roles: ['auditor'],
      iss: developmentIssuer,
      aud: 'tuntas',
      iat: now(),
      exp: now() + hour,
    });
    const stranger = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const ours = () => sealedBy(secrets.signingKey!);
    const eddsa = { alg: 'EdDSA', typ: 'JWT' };

    it('accepts a token that is signed with the right key', async () => {
      expect(
        (await send('/v1/toys', { headers: { authorization: `Bearer ${handMade(eddsa, good(), ours())}` } })).status,
      ).toBe(200);
    });
    it.each([
      ['is signed with an unknown key', () => handMade(eddsa, good(), sealedBy(stranger))],
      ['has expired', () => handMade(eddsa, { ...good(), exp: now() - 60 }, ours())],
      ['never expires', () => handMade(eddsa, { ...good(), exp: undefined }, ours())],
      ['is not yet valid', () => handMade(eddsa, { ...good(), nbf: now() + hour }, ours())],
      ['is for another audience', () => handMade(eddsa, { ...good(), aud: 'other' }, ours())],
      ['comes from an unknown issuer', () => handMade(eddsa, { ...good(), iss: 'https://example.org' }, ours())],
      ['has no subject', () => handMade(eddsa, { ...good(), sub: undefined }, ours())],
      ['has algorithm none', () => handMade({ alg: 'none' }, good(), () => Buffer.alloc(0))],
      ['has algorithm NONE and a signature', () => handMade({ alg: 'NONE' }, good(), ours())],
      [
        'uses the public key as a shared secret',
        () =>
          handMade({ alg: 'HS256' }, good(), text =>
            createHmac('sha256', JSON.stringify(publicHalf(secrets.signingKey!)))
              .update(text)
              .digest(),
          ),
      ],
      [
        'brings its own key',
        () => handMade({ ...eddsa, jwk: { kty: 'OKP', crv: 'Ed25519', x: stranger.x } }, good(), sealedBy(stranger)),
      ],
      [
        'was changed',
        () =>
          handMade(eddsa, good(), ours()).replace(
            /\.([^.]+)\./,
            (_, claims: string) =>
              `.${encode({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), roles: ['admin'] })}.`,
          ),
      ],
      ['is not a token', () => 'abc'],
    ])('rejects a token that %s', async (_, make) => {
      const answer = await send('/v1/toys', { headers: { authorization: `Bearer ${make()}` } });
      expect(answer).toMatchObject({ status: 401, json: { code: 'access.token-invalid' } });
      expect(answer.headers['www-authenticate']).toContain('invalid_token');
    });

    it('ignores unknown roles, and rejects a token without a known role', async () => {
      const who = { authorization: `Bearer ${handMade(eddsa, { ...good(), roles: ['king', 7] }, ours())}` };
      expect(await send('/v1/toys', { headers: who })).toMatchObject({
        status: 403,
        json: { code: 'access.role-required' },
      });
    });
  });

  describe('order of checks', () => {
    it.each([
      ['GET', '/v1/toys'],
      ['GET', '/v1/nothing'],
      ['GET', '/v1/toys/failing/bug'],
      ['GET', '/v1'],
      ['GET', '/v1/trackings'],
    ])('returns 401 first: %s %s', async (method, path) => {
      expect(await send(path, { method })).toMatchObject({
        status: 401,
        json: { code: 'access.token-required', instance: path },
      });
    });
    it('returns 401 first, also for a malformed, too large or wrongly typed body', async () => {
      for (const [type, body] of [
        ['application/json', '{'],
        ['application/json', 'x'.repeat(5_000_000)],
        ['text/plain', 'x'],
      ] as const)
        expect((await send('/v1/toys', { method: 'POST', headers: { 'content-type': type }, body })).status).toBe(401);
    });
    it('returns 403 next, also for a malformed body', async () => {
      expect(await post('{', {}, 'auditor')).toMatchObject({ status: 403, json: { code: 'access.role-required' } });
    });
    it('returns 422 next, and 404 last', async () => {
      const auditor = await bearer('auditor');
      expect((await send('/v1/toys/not-a-uuid', { headers: auditor })).status).toBe(400);
      expect(await send('/v1/nothing', { headers: auditor })).toMatchObject({
        status: 404,
        json: { code: 'request.not-found' },
      });
    });
    it('returns 405 with the allowed methods, and answers OPTIONS', async () => {
      for (const headers of [{}, await bearer('auditor')])
        for (const [method, path, allowed] of [
          ['DELETE', '/v1/toys', 'GET, HEAD, OPTIONS, POST'],
          ['PATCH', '/v1/toys/kept?x=1', 'GET, HEAD, OPTIONS'],
          ['POST', '/v1/tracking/BJM-1', 'GET, HEAD, OPTIONS'],
          ['PUT', '/health/live', 'GET, HEAD, OPTIONS'],
          ['DELETE', '/openapi.json', 'GET, HEAD, OPTIONS'],
          ['POST', '/metrics', 'GET, HEAD, OPTIONS'],
        ] as const) {
          const answer = await send(path, { method, headers: { ...headers, 'accept-language': 'en' } });
          expect(answer).toMatchObject({
            status: 405,
            json: { code: 'request.method', title: 'Method not allowed', method },
            headers: { 'content-type': expect.stringContaining('application/problem+json') },
          });
          expect([path, answer.headers.allow]).toEqual([path, allowed]);
          expect(await send(path, { method: 'OPTIONS', headers })).toMatchObject({
            status: 204,
            text: '',
            headers: { allow: allowed },
          });
        }
      expect((await send('/v1/nothing', { method: 'OPTIONS' })).status).toBe(401);
    });
    it('answers HEAD as GET without a body', async () => {
      const [head, get] = [
        await fetch(`${address}/v1/tracking/BJM-1`, { method: 'HEAD' }),
        await fetch(`${address}/v1/tracking/BJM-1`),
      ];
      expect([head.status, await head.text()]).toEqual([200, '']);
      for (const name of ['content-length', 'content-type', 'cache-control'])
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    });
    it('serves public paths without a token', async () => {
      for (const path of [
        '/health/live',
        '/health/ready',
        '/openapi.json',
        '/docs',
        '/docs/swagger-ui.css',
        '/docs/swagger-ui-init.js',
        '/v1/tracking/BJM-1',
      ])
        expect([path, (await send(path)).status]).toEqual([path, 200]);
      expect((await send('/v1/tracking/BJM-1')).json).toMatchObject({ role: 'citizen' });
    });
  });

  describe('invalid requests return a problem in both languages, and the service stays up', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const cases: [string, number, string, string | Buffer][] = [
      ['broken JSON', 400, 'request.malformed-json', '{"subject":'],
      ['an empty body', 422, 'request.invalid', ''],
      ['invalid UTF-8', 400, 'request.malformed-json', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
      ['unknown fields', 422, 'request.invalid', '{"subject":"A red ball","colour":"red"}'],
      ['wrong types', 422, 'request.invalid', '{"subject":5,"size":"big"}'],
      ['null', 422, 'request.invalid', 'null'],
      ['NUL in a text', 422, 'request.invalid', '{"subject":"A red\\u0000ball"}'],
      ['half a surrogate pair', 422, 'request.invalid', '{"subject":"A red \\ud83d ball"}'],
      ['five megabytes', 413, 'request.too-large', JSON.stringify({ subject: 'x'.repeat(5_000_000) })],
      ['deep nesting', 400, 'request.too-deep', `{"subject":${deep(40)}}`],
      ['very deep nesting', 400, 'request.too-deep', deep(250_000)],
      [
        'a key that reaches the prototype',
        400,
        'request.forbidden-key',
        '{"subject":"A red ball","__proto__":{"admin":true}}',
      ],
      [
        'a key that reaches the constructor',
        400,
        'request.forbidden-key',
        '{"constructor":{"prototype":{"admin":true}}}',
      ],
    ];
    it.each(cases)('for %s', async (_, status, code, body) => {
      const [indonesian, english] = await Promise.all([post(body), post(body, { 'accept-language': 'en-GB' })]);
      for (const [answer, language] of [
        [indonesian, 'id'],
        [english, 'en'],
      ] as const) {
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(answer.headers['content-language']).toBe(language);
        expect(answer.json).toMatchObject({
          type: `urn:tuntas:problem:${code}`,
          status,
          code,
          instance: '/v1/toys',
          traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        });
        expect(answer.status).toBe(status);
      }
      expect(indonesian.json.title).not.toBe(english.json.title);
      expect((await send('/health/live')).status).toBe(200);
    });

    it('with a pointer to each fault', async () => {
      const answer = await post('{"size":"big","colour":"red"}', { 'accept-language': 'en' });
      expect(answer.json.errors!.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
        '/subject required',
        '/size invalid_type',
        '/colour unknown',
      ]);
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
      'for a body of type %s',
      async type => {
        expect(await post('subject=x', { 'content-type': type })).toMatchObject({
          status: 415,
          json: { code: 'request.media-type' },
        });
      },
    );

    it.each([
      ['/v1/toys?other=1', 400],
      ['/v1/toys?status=lost', 400],
      ['/v1/toys?q=a&q=b', 400],
      ['/v1/toys?q=%00', 400],
      ['/v1/toys/%ZZ', 400],
      [`/v1/toys/${'x'.repeat(300)}`, 414],
      ['/v1/toys/%00', 400],
    ])('for the address %s', async (path, status) => {
      const answer = await send(path.slice(0, 400), { headers: await bearer('auditor') });
      expect(answer).toMatchObject({ status, json: { status, instance: path.split('?')[0] } });
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    });

    it('for a chunked body of five megabytes without a length', async () => {
      const answer = await post('', { 'transfer-encoding': 'chunked' }).then(
        () =>
          new Promise<number>((resolve, reject) => {
            void bearer('counter_clerk').then(who => {
              const outgoing = httpRequest(
                `${address}/v1/toys`,
                { method: 'POST', headers: { ...json, ...who } },
                incoming => {
                  incoming.resume();
                  resolve(incoming.statusCode!);
                },
              );
              outgoing.on('error', reject);
              for (let part = 0; part < 80; part += 1) outgoing.write('x'.repeat(64 * 1024));
              outgoing.end();
            });
          }),
      );
      expect(answer).toBe(413);
    });

    it('for bytes that are not HTTP', async () => {
      const { hostname, port } = new URL(address);
      const answer = await new Promise<string>(resolve => {
        let text = '';
        connect(Number(port), hostname)
          .on('data', part => {
            text += part.toString();
          })
          .on('close', () => resolve(text))
          .write('HELLO\r\n\r\n');
      });
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    });
  });

  describe('requests and responses', () => {
    it('accept a list parameter that was sent once or twice', async () => {
      const headers = await bearer('auditor');
      expect((await send('/v1/toys?status=open', { headers })).json).toEqual({ status: ['open'] });
      expect((await send('/v1/toys?status=open&status=closed', { headers })).json).toEqual({
        status: ['open', 'closed'],
      });
    });

    it('replay a stored text byte for byte', async () => {
      const answer = await send('/v1/toys/kept', { headers: await bearer('auditor') });
      expect(answer).toMatchObject({
        status: 201,
        text: storedText,
        headers: { 'idempotency-replayed': 'true', 'content-type': expect.stringContaining('application/json') },
      });
    });

    it('pass the idempotency key, the canonical body and the version to the handler', async () => {
      const headers = { 'idempotency-key': 'k-1', 'if-match': 'W/"7"' };
      const [one, same, other] = await Promise.all([
        post('{"subject":"A red ball","size":1}', headers),
        post('{ "size": 1, "subject": "A red ball" }', headers),
        post('{"subject":"A red ball"}', headers),
      ]);
      expect(one.json).toMatchObject({
        key: 'k-1',
        body: '{"size":1,"subject":"A red ball"}',
        version: 7,
        path: '/v1/toys',
        client: one.json.actor.ref,
      });
      expect([same.json.key, same.json.body]).toEqual([one.json.key, one.json.body]);
      expect(other.json.body).not.toBe(one.json.body);
      expect((await post('{"subject":"A red ball"}', { 'idempotency-key': '' })).json.code).toBe(
        'request.idempotency-key',
      );
      expect((await post('{"subject":"A red ball"}', { 'if-match': '7' })).json.code).toBe('request.if-match');
    });

    it.each([
      ['missing', 404, 'toy.unknown'],
      ['conflict', 409, 'toy.broken'],
      ['deadlock', 503, 'service.busy'],
      ['lost', 503, 'service.outcome-unknown'],
      ['bug', 500, 'service.failure'],
      ['constraint', 500, 'service.failure'],
    ])('of a failure (%s) have status %i and reveal no secret', async (how, status, code) => {
      const answer = await send(`/v1/toys/failing/${how}`, { headers: await bearer('auditor') });
      expect(answer).toMatchObject({ status, json: { status, code } });
      expect(answer.text).not.toMatch(/secret|SELECT|\.ts|TypeError/);
      expect(answer.headers['retry-after']).toBe(status === 503 ? '1' : undefined);
      expect(answer.json.allowedActions).toEqual(how === 'conflict' ? ['mend'] : undefined);
    });

    it('carry the trace of the caller', async () => {
      const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
      expect(
        (await send('/v1/toys', { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } })).json.traceId,
      ).toBe(trace);
    });

    it('include the OpenAPI document of the service', async () => {
      const document = (await send('/openapi.json')).json as object as OpenApiDocument;
      expect(document.openapi).toBe('3.1.0');
      const make = document.paths['/v1/toys']!['post']!;
      expect(make).toMatchObject({
        operationId: 'makeToy',
        'x-roles': ['counter_clerk', 'coordinator'],
        security: [{ bearer: [] }],
      });
      expect(Object.keys(make.responses)).toEqual(['201', '400', '401', '403', '408', '413', '415', '422', '503']);
      expect(make.requestBody!.content['application/json']).toEqual({
        schema: { $ref: '#/components/schemas/Toy' },
        example: { subject: 'A toy' },
      });
      expect(make.responses['422']!.content).toEqual({
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      });
      expect(document.components.schemas['Problem']!.properties!['traceId']).toEqual({ type: 'string' });
      const used = new Set(
        JSON.stringify(document)
          .match(/#\/components\/schemas\/\w+/g)
          ?.map(ref => ref.split('/').at(-1)),
      );
      expect([...used].filter(name => !(name! in document.components.schemas))).toEqual([]);
    });
  });

  describe('start', () => {
    it('fails for a route that declares no policy', async () => {
      const settings = { name: 'forgotten', modules: [ForgottenModule], config: config(), secrets };
      const forgotten = await createService(settings);
      await expect(startService(forgotten)).rejects.toThrow('GET /v1/forgotten/thing declares no policy');
      await forgotten.close();
    });
  });

  it('has no development endpoints in production', async () => {
    const key = () => randomBytes(32).toString('base64');
    const passwords = ['INTAKE', 'ROUTING', 'CASEWORK', 'SLA', 'ESCALATION', 'OMBUDSMAN', 'AUDIT', 'QUERIES', 'RELAY'];
    const production = config({
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://db/tuntas',
      OIDC_ISSUER: 'https://127.0.0.1:9',
      OIDC_AUDIENCE: 'tuntas',
      TUNTAS_VAULT_KEY: key(),
      TUNTAS_CODES_KEY: key(),
      ...Object.fromEntries(idempotentServices.map(service => [answersKeyName(service), key()])),
      ...Object.fromEntries(passwords.map(name => [`TUNTAS_ROLE_PASSWORD_${name}`, 'p'.repeat(32)])),
    });
    const strict = await createService({
      name: 'toys',
      modules: [ToyModule],
      config: production,
      secrets: loadSecrets(production),
    });
    const place = await startService(strict);
    const statuses = [
      (await fetch(`${place}/dev/token`, { method: 'POST' })).status,
      (await fetch(`${place}/v1/toys`, { headers: await bearer('auditor') })).status,
    ];
    await strict.close();
    expect(statuses).toEqual([401, 401]);
  });

  it('finishes requests in progress at shutdown, and then closes a keep-alive connection', async () => {
    const stopping = await createService({ name: 'toys', modules: [ToyModule], config: config(), secrets });
    const place = await startService(stopping);
    let release!: () => void;
    const arrived = new Promise<void>(resolve => {
      held = {
        arrived: resolve,
        release: new Promise(done => {
          release = done;
        }),
      };
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const headers = await bearer('auditor');
    const ask = (path: string) =>
      new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
        httpRequest(place + path, { agent, headers }, incoming => {
          incoming
            .resume()
            .on('end', () => resolve({ status: incoming.statusCode, connection: incoming.headers.connection }));
        })
          .on('error', reject)
          .end();
      });
    expect(await ask('/v1/toys')).toEqual({ status: 200, connection: 'keep-alive' });
    const busy = ask('/v1/toys/held');
    await arrived;
    const stopped = stopping.close();
    while (stopping.getHttpServer().listening) await new Promise(resolve => setImmediate(resolve));
    release();
    expect(await busy).toEqual({ status: 200, connection: 'close' });
    await stopped;
    agent.destroy();
  });
});
