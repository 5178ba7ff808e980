import type { FastifyInstance } from 'fastify';
import { Refusal } from './problem.js';

/** More would wait for the same connections to the database, until nobody waits for their answers any more. */
const requestsInHandAtMost = 256;

/** Refuses at once what cannot be served soon, and says when to come again. Health, documents and development are always served. */
export const shedLoad = (fastify: FastifyInstance): void => {
  let inHand = 0;
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.url.startsWith('/v1/')) return done();
    if (inHand >= requestsInHandAtMost) return done(new Refusal(503, 'service.busy', { headers: { 'retry-after': '1' } }));
    inHand += 1;
    reply.raw.once('close', () => { inHand -= 1; });
    done();
  });
};
