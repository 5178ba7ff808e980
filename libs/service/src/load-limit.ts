import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from './addresses.js';
import { Places } from './places.js';
import { Refusal } from './problem.js';

/**
 * Requests of signed-in callers in hand at once. More would wait for the same connections to the database, until nobody
 * waits for their answers any more.
 */
export const requestsInHandAtMost = 128;
/** Requests without a token have places of their own, so that neither kind can shut the other out. */
export const anonymousInHandAtMost = 96;
/** One address may hold this share of the places, not all of them. */
const shareOfOneAddress = 3 / 4;
export const requestsOfOneAddressAtMost = requestsInHandAtMost * shareOfOneAddress;
/** A place whose client has left is free again when the handler is done, and at the latest after this time. */
const abandonedMs = 60_000;

// made once: in a rush a refusal has to cost next to nothing
const busy = new Refusal(503, 'service.busy', { headers: { 'retry-after': '1' } });

/** Who asks, as far as places are concerned. */
export interface Visitor {
  readonly signedIn: boolean;
  readonly address: string;
}

/** The requests that one service has in hand. */
export class LoadLimit {
  private readonly signedIn = new Places(requestsInHandAtMost, requestsOfOneAddressAtMost);
  private readonly anonymous = new Places(anonymousInHandAtMost, anonymousInHandAtMost * shareOfOneAddress);
  /** Hears of each refusal. */
  onRefusal: () => void = () => undefined;

  get inHand(): number {
    return this.signedIn.taken + this.anonymous.taken;
  }

  /** @throws Refusal 503 where no place is left for this visitor */
  demandPlace({ signedIn, address }: Visitor): void {
    if (!(signedIn ? this.signedIn : this.anonymous).hasOneFor(networkOf(address))) {
      this.onRefusal();
      throw busy;
    }
  }

  /** @returns gives the place back */
  take({ signedIn, address }: Visitor): () => void {
    return (signedIn ? this.signedIn : this.anonymous).take(networkOf(address));
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Gives back the place that the request holds; null where it holds none. */
    leavePlace: (() => void) | null;
  }
}

const isLimited = ({ url }: Pick<FastifyRequest, 'url'>): boolean => url.startsWith('/v1/');
const visitorOf = (request: FastifyRequest): Visitor => ({ signedIn: request.caller !== null, address: request.ip });

/**
 * Refuses at once what cannot be served soon, and says when to come again. A request takes a place when its token is
 * verified and its body is complete, so that neither a slow client nor a slow issuer holds one; it gives the place back
 * when its answer is made, so that a slow reader holds none. Health, documents and development are always served. Must
 * be called after `guardRoutes`.
 */
export const shedLoad = (fastify: FastifyInstance, limit: LoadLimit): void => {
  fastify.decorateRequest('leavePlace', null);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (isLimited(request)) limit.demandPlace(visitorOf(request)); // before a body is read for nothing
    done();
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    if (!isLimited(request)) return done();
    limit.demandPlace(visitorOf(request));
    const leave = (request.leavePlace = limit.take(visitorOf(request)));
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) setTimeout(leave, abandonedMs).unref();
    });
    done();
  });
  leaveWhenAnswered(fastify);
};

/**
 * The same where requests are passed on. Whether a token is valid is not known here, so that whoever brings one counts
 * as signed in. The place is taken when the body has arrived, and given back when the answer begins or the client
 * leaves.
 */
export const shedForwarded = (fastify: FastifyInstance, limitOf: (request: FastifyRequest) => LoadLimit): void => {
  fastify.decorateRequest('leavePlace', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isLimited(request)) return done();
    const limit = limitOf(request);
    const visitor = { signedIn: request.headers.authorization !== undefined, address: request.ip };
    limit.demandPlace(visitor);
    const take = (): void => {
      if (reply.sent || reply.raw.closed) return;
      const leave = (request.leavePlace = limit.take(visitor));
      reply.raw.once('close', leave);
    };
    if (hasBody(request)) request.raw.once('end', take);
    else take();
    done();
  });
  leaveWhenAnswered(fastify);
};

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
const leaveWhenAnswered = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, _reply, payload, done) => {
    request.leavePlace?.();
    done(null, payload);
  });
};
