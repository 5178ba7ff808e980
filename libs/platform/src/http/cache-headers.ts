import type { FastifyInstance } from 'fastify';

/** Forbids caching by proxies and by the browser of a shared computer. */
export const notCached = 'private, no-store';

/**
 * Forbids caching of every response to a token or an access code, of every error, and of every response without
 * `Cache-Control`. A public document sets its own `Cache-Control`.
 */
export const forbidCaching = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { authorization, 'x-access-code': code } = request.headers;
    if (
      authorization !== undefined ||
      code !== undefined ||
      reply.statusCode >= 400 ||
      !reply.hasHeader('cache-control')
    )
      reply.header('cache-control', notCached);
    done(null, payload);
  });
};
