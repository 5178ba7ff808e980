import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from './problem.js';

/** More would wait for the same connections to the database, until nobody waits for their answers any more. */
export const requestsInHandAtMost = 128;
const busy = new Refusal(503, 'service.busy', { headers: { 'retry-after': '1' } }); // made once: in a rush a refusal has to cost next to nothing

/** The requests that one service has in hand. */
export class LoadLimit {
  private count = 0;
  /** Hears of each refusal. */
  onRefusal: () => void = () => undefined;

  get inHand(): number { return this.count; }

  /** Counts the request until its reply is over. @throws Refusal 503 where there are too many already */
  admit({ raw }: FastifyReply): void {
    if (this.count >= requestsInHandAtMost) { this.onRefusal(); throw busy; }
    this.count += 1;
    raw.once('close', () => { this.count -= 1; });
  }
}

/** Refuses at once what cannot be served soon, and says when to come again. Health, documents and development are always served. */
export const shedLoad = (fastify: FastifyInstance, limitOf: (request: FastifyRequest) => LoadLimit): void => {
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/v1/')) limitOf(request).admit(reply);
  });
};
