import type { FastifyInstance } from 'fastify';

/** Nobody keeps it: neither a proxy nor the browser of a shared computer. */
export const notKept = 'private, no-store';

/**
 * Whatever is answered to a token or an access code, every refusal, and whatever says nothing of caches is not kept by
 * any. A public document says itself that it may be kept.
 */
export const keepAnswersPrivate = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { authorization, 'x-access-code': code } = request.headers;
    if (
      authorization !== undefined ||
      code !== undefined ||
      reply.statusCode >= 400 ||
      !reply.hasHeader('cache-control')
    )
      reply.header('cache-control', notKept);
    done(null, payload);
  });
};
