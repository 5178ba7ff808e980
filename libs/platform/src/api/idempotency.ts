import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import type { IdempotentRequest } from '@tuntas/kernel';
import { Refusal } from './problems/problem.js';

/** The identity of a request for idempotency: client, method, path, key and body. */
export const idempotentRequestOf = (request: FastifyRequest): IdempotentRequest => ({
  client: request.actor.ref,
  method: request.method,
  path: request.url.split('?', 1)[0]!,
  key: idempotencyKeyOf(request.headers['idempotency-key']),
  get body() {
    return canonicalize(request.body) ?? '';
  },
});

/** Reads `Idempotency-Key`. @throws Refusal 400 unless it has 1 to 255 printable ASCII characters */
export const idempotencyKeyOf = (header: string | string[] | undefined): string | null => {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(header))
    throw new Refusal(400, 'request.idempotency-key');
  return header;
};

/**
 * Reads the version from `If-Match`.
 * @returns the expected version, given alone or as the prefix of an ETag (`"7-..."`); null without the header or for
 *   `*`
 * @throws Refusal 400 when malformed
 */
export const versionOf = (header: string | undefined): number | null => {
  if (header === undefined || header.trim() === '*') return null;
  const [, version] = /^\s*(?:W\/)?"(\d{1,15})(?:-[\w-]{1,64})?"\s*$/.exec(header) ?? [];
  if (!version) throw new Refusal(400, 'request.if-match');
  return Number(version);
};
