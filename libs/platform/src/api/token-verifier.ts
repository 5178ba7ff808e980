import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { roles as knownRoles, type Role } from '@tuntas/kernel';
import type { Config } from '../config/config.js';
import { Refusal } from './problems/problem.js';
import { publicHalf, type Secrets } from '../config/secrets.js';

/** The holder of a verified access token. */
export interface Caller {
  /** The token's `sub`. */
  readonly ref: string;
  readonly name: string | null;
  /** Known roles only. */
  readonly roles: readonly Role[];
  /** The office code, for roles of an office. */
  readonly office: string | null;
  /** The client application, if the token names it. */
  readonly client: string | null;
}

/** Issuer of the tokens of `POST /dev/token`. */
export const developmentIssuer = 'urn:tuntas:development';

/** Asymmetric algorithms only. `none` and HMAC are never accepted. */
const algorithms = ['RS256', 'ES256', 'EdDSA'];
const clockToleranceSeconds = 5;
const longestLifetimeSeconds = 86_400;
const rememberMs = 60_000;
const rememberAtMost = 5_000;
const discoveryTimeoutMs = 5_000;
/**
 * Maximum number of requests that wait for the issuer's keys. More are refused at once, so that they do not pile up.
 */
export const waitingForIssuerAtMost = 64;

/**
 * Verifies access tokens with the keys of their issuer. Verified tokens are cached for at most a minute and never
 * beyond their expiry.
 */
export class TokenVerifier {
  private readonly keys = new Map<string, JWTVerifyGetKey>();
  private readonly remembered = new Map<string, { readonly caller: Caller; readonly untilMs: number }>();

  constructor(
    private readonly config: Config,
    secrets: Pick<Secrets, 'signingKey'>,
  ) {
    if (config.oidcIssuer)
      this.keys.set(config.oidcIssuer, keysByDiscovery(config.oidcIssuer, config.nodeEnv === 'production'));
    if (config.nodeEnv !== 'production' && secrets.signingKey)
      this.keys.set(
        developmentIssuer,
        createLocalJWKSet({
          keys: [{ ...publicHalf(secrets.signingKey), kty: 'OKP', alg: 'EdDSA' }],
        }),
      );
  }

  /** @throws Refusal 401 for an invalid token, 503 when the issuer's keys cannot be fetched */
  async verify(token: string): Promise<Caller> {
    const known = this.remembered.get(token);
    if (known && known.untilMs > Date.now()) return known.caller;
    const payload = await this.payloadOf(token);
    const caller = callerOf(payload);
    this.remember(token, caller, Math.min(Date.now() + rememberMs, payload.exp! * 1_000));
    return caller;
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const issuer = decodeJwt(token).iss ?? '';
      const keys = this.keys.get(issuer);
      if (!keys) throw invalid();
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms,
        issuer,
        audience: this.config.oidcAudience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: clockToleranceSeconds,
      });
      if (!isAccessToken(protectedHeader, payload) || lifetimeSeconds(payload) > longestLifetimeSeconds)
        throw invalid();
      return payload;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw error instanceof errors.JOSEError && !unreachable.has(error.code) ? invalid() : issuerUnavailable();
    }
  }

  private remember(token: string, caller: Caller, untilMs: number): void {
    this.remembered.delete(token);
    this.remembered.set(token, { caller, untilMs });
    if (this.remembered.size > rememberAtMost) this.remembered.delete(this.remembered.keys().next().value!);
  }
}

/**
 * Whether the token is an access token. An ID token of the same issuer has the same keys, but it identifies a user to a
 * client and grants no access. Some providers put a `nonce` into access tokens too and mark them as `typ: Bearer`.
 */
const isAccessToken = ({ typ }: JWTHeaderParameters, payload: JWTPayload): boolean => {
  const type = typ?.toLowerCase().replace(/^application\//, '');
  if (type === 'at+jwt') return true;
  if (type !== undefined && type !== 'jwt') return false;
  const { typ: kind, at_hash: tokenHash, c_hash: codeHash, nonce } = payload;
  if (kind !== undefined) return kind === 'Bearer';
  return tokenHash === undefined && codeHash === undefined && nonce === undefined;
};

/** The lifetime from `iat`, or from now if `iat` is absent or in the future. */
const lifetimeSeconds = ({ exp, iat }: JWTPayload): number => {
  const now = Math.floor(Date.now() / 1_000);
  return exp! - Math.min(iat ?? now, now);
};

const unreachable = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JOSE_GENERIC', 'ERR_JWKS_INVALID']);
const invalid = () =>
  new Refusal(401, 'access.token-invalid', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
const issuerUnavailable = () => new Refusal(503, 'access.issuer-unavailable', { headers: { 'retry-after': '5' } });

/** Control characters and unpaired surrogates. */
const control = /[\p{Cc}\p{Cs}]/u;

const callerOf = (payload: JWTPayload): Caller => {
  const { sub, name, roles, office, azp, client_id: clientId } = payload as Record<string, unknown>;
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw invalid();
  // Claims are stored in rows and events. The database refuses NUL, and no claim needs other control characters.
  if (
    [sub, name, office, azp, clientId, ...(Array.isArray(roles) ? roles : [roles])].some(
      claim => typeof claim === 'string' && control.test(claim),
    )
  )
    throw invalid();
  const text = (claim: unknown) => (typeof claim === 'string' && claim !== '' ? claim : null);
  return {
    ref: sub,
    name: text(name),
    office: text(office),
    client: text(azp) ?? text(clientId),
    roles: Array.isArray(roles) ? knownRoles.filter(role => roles.includes(role)) : [],
  };
};

/**
 * The keys of an OpenID provider, from its discovery document. Discovery runs at the first token and again after a
 * failure.
 * @param tlsOnly whether keys from an address without TLS are refused
 */
const keysByDiscovery = (issuer: string, tlsOnly: boolean): JWTVerifyGetKey => {
  let found: Promise<JWTVerifyGetKey> | null = null;
  let waiting = 0;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(discoveryTimeoutMs),
    });
    if (!response.ok) throw new Error('The issuer has no discovery document.');
    const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (document.issuer !== issuer || typeof document.jwks_uri !== 'string')
      throw new Error('The discovery document is of another issuer.');
    if (tlsOnly && new URL(document.jwks_uri).protocol !== 'https:')
      throw new Error('The keys of the issuer are not at an https address.');
    return createRemoteJWKSet(new URL(document.jwks_uri));
  };
  return async (header, token) => {
    if (waiting >= waitingForIssuerAtMost) throw issuerUnavailable();
    waiting += 1;
    try {
      found ??= discover().catch((error: unknown) => {
        found = null;
        throw error;
      });
      return await (
        await found
      )(header, token);
    } finally {
      waiting -= 1;
    }
  };
};
