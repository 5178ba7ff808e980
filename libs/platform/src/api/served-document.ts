import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { matchesTag } from './revalidation.js';

/** A serialized JSON document with its ETag, served from memory. */
export interface ServedDocument {
  readonly bytes: Buffer;
  readonly etag: string;
}
export const servedDocument = (document: object): ServedDocument => {
  const bytes = Buffer.from(JSON.stringify(document));
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 24)}"` };
};

/**
 * Serves a public JSON document. Caches may store it but must revalidate it for each request.
 * @param current returns the current document
 */
export const serveDocument = (fastify: FastifyInstance, path: string, current: () => ServedDocument): void => {
  fastify.get(path, (request, reply) => {
    const { bytes, etag } = current();
    reply.headers({ etag, 'cache-control': 'public, no-cache' });
    if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.header('content-type', 'application/json; charset=utf-8').send(bytes);
  });
};
