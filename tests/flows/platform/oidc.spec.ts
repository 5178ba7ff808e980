import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actorOf, readConfig, TokenVerifier } from '@tuntas/platform';

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('tokens of an OpenID provider', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let provider: Server;
  let issuer: string;
  let working: boolean;
  let claimed: string | undefined;

  beforeEach(async () => {
    working = true;
    claimed = undefined;
    provider = createServer((request, reply) => {
      if (!working) {
        reply.writeHead(500).end();
        return;
      }
      reply.setHeader('content-type', 'application/json').end(
        JSON.stringify(
          request.url === '/.well-known/openid-configuration'
            ? { issuer: claimed ?? issuer, jwks_uri: `${issuer}/keys` }
            : {
                keys: [
                  { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa' },
                  { ...elliptic.publicKey.export({ format: 'jwk' }), kid: 'ec' },
                ],
              },
        ),
      );
    });
    await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise(resolve => provider.close(resolve)));

  const verifier = () =>
    new TokenVerifier(readConfig({ NODE_ENV: 'test', OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'city' }), {
      signingKey: null,
    });
  const claims = () => ({
    sub: 'person-1',
    name: 'Ahmad',
    roles: ['officer', 'king'],
    office: 'PUPR',
    azp: 'desk',
    iss: issuer,
    aud: 'city',
    exp: Date.now() / 1_000 + 600,
  });
  const token = (header: { alg: string; kid: string; typ?: string }, key: KeyObject, different: object = {}) => {
    const text = `${encode(header)}.${encode({ ...claims(), ...different })}`;
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };

  it.each([
    ['RS256', 'rsa', () => rsa.privateKey],
    ['ES256', 'ec', () => elliptic.privateKey],
  ] as const)('signed with %s are accepted', async (alg, kid, key) => {
    expect(await verifier().verify(token({ alg, kid }, key()))).toEqual({
      ref: 'person-1',
      name: 'Ahmad',
      roles: ['officer'],
      office: 'PUPR',
      client: 'desk',
    });
  });

  it('signed with the public key as a shared secret are rejected', async () => {
    const text = `${encode({ alg: 'HS256', kid: 'rsa' })}.${encode(claims())}`;
    const secret = rsa.publicKey.export({ format: 'pem', type: 'spki' });
    await expect(
      verifier().verify(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`),
    ).rejects.toMatchObject({ code: 'access.token-invalid' });
  });

  it.each([
    ['sub', 'a\u0000b'],
    ['name', 'Ahmad\u0000'],
    ['office', 'PU\u0007PR'],
    ['azp', 'desk\n'],
    ['name', '\ud800'],
    ['roles', ['officer', 'x\u0000']],
  ])('with control characters in %s are rejected', async (claim, value) => {
    await expect(
      verifier().verify(token({ alg: 'RS256', kid: 'rsa' }, rsa.privateKey, { [claim]: value })),
    ).rejects.toMatchObject({ status: 401, code: 'access.token-invalid' });
  });

  it('yield every role of the holder', async () => {
    const held = token({ alg: 'RS256', kid: 'rsa' }, rsa.privateKey, { roles: ['officer', 'auditor', 'ombudsman'] });
    const caller = await verifier().verify(held);
    expect(actorOf(caller, ['ombudsman', 'auditor', 'officer'])).toMatchObject({
      role: 'ombudsman',
      others: ['auditor', 'officer'],
    });
    expect(actorOf(caller, ['auditor'])).not.toHaveProperty('others');
  });

  it('with an unknown key are rejected', async () => {
    await expect(verifier().verify(token({ alg: 'RS256', kid: 'other' }, rsa.privateKey))).rejects.toMatchObject({
      code: 'access.token-invalid',
    });
  });

  it('wait while the provider is down, and are accepted when it is back', async () => {
    const one = verifier();
    const held = token({ alg: 'RS256', kid: 'rsa' }, rsa.privateKey);
    working = false;
    await expect(one.verify(held)).rejects.toMatchObject({ code: 'access.issuer-unavailable' });
    working = true;
    expect((await one.verify(held)).ref).toBe('person-1');
  });

  it('are not verified with keys of a provider whose issuer differs', async () => {
    claimed = 'https://somebody.example';
    await expect(verifier().verify(token({ alg: 'RS256', kid: 'rsa' }, rsa.privateKey))).rejects.toMatchObject({
      code: 'access.issuer-unavailable',
    });
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const day = 86_400;
  it.each([
    ['with the type at+jwt', { typ: 'at+jwt' }, { nonce: 'n' }, true],
    ['with the full media type', { typ: 'application/at+jwt' }, {}, true],
    ['with the type JWT', { typ: 'JWT' }, {}, true],
    ['of Keycloak with a nonce', { typ: 'JWT' }, { typ: 'Bearer', nonce: 'n' }, true],
    ['with a lifetime of one day', {}, { iat: now(), exp: now() + day }, true],
    ['that are ID tokens of Keycloak', { typ: 'JWT' }, { typ: 'ID' }, false],
    ['that are refresh tokens of Keycloak', { typ: 'JWT' }, { typ: 'Refresh' }, false],
    ['that are ID tokens by their at_hash', {}, { at_hash: 'x' }, false],
    ['that are ID tokens by their c_hash', {}, { c_hash: 'x' }, false],
    ['that are ID tokens by their nonce', { typ: 'JWT' }, { nonce: 'n' }, false],
    ['that are logout tokens', { typ: 'logout+jwt' }, {}, false],
    ['with a lifetime of more than a day', {}, { iat: now() - 10, exp: now() + day + 60 }, false],
    ['with a total lifetime of more than a day', {}, { iat: now() - day, exp: now() + 600 }, false],
    ['without iat, valid for a week', {}, { exp: now() + 7 * day }, false],
    ['with iat in the future, valid for a week', {}, { iat: now() + 7 * day, exp: now() + 7 * day + 60 }, false],
  ])('%s: %j %j', async (_, header, different, accepted) => {
    const verified = verifier().verify(token({ alg: 'RS256', kid: 'rsa', ...header }, rsa.privateKey, different));
    if (accepted) expect((await verified).ref).toBe('person-1');
    else await expect(verified).rejects.toMatchObject({ code: 'access.token-invalid' });
  });
});
