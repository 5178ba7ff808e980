import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from '../config/addresses.js';
import { Slots } from '../api/slots.js';
import { Refusal } from '../api/problems/problem.js';

/**
 * Maximum number of concurrent requests of signed-in callers. More requests would wait for database connections until
 * their clients have timed out.
 */
export const concurrentRequestsAtMost = 128;
/** Requests without a token have a separate limit, so that neither kind can starve the other. */
export const concurrentAnonymousRequestsAtMost = 96;
/** The maximum share of the limit for one address. */
const shareOfOneAddress = 3 / 4;
export const requestsOfOneAddressAtMost = concurrentRequestsAtMost * shareOfOneAddress;
/** The slot of a disconnected client is released when the handler finishes, and at the latest after this time. */
const abandonedMs = 60_000;

// created once, because refusals must be cheap under load
const busy = new Refusal(503, 'service.busy', { headers: { 'retry-after': '1' } });

/** The caller attributes that the limit depends on. */
export interface Visitor {
  readonly signedIn: boolean;
  readonly address: string;
}

/** Limits the concurrent requests of one service. */
export class LoadLimit {
  private readonly signedIn = new Slots(concurrentRequestsAtMost, requestsOfOneAddressAtMost);
  private readonly anonymous = new Slots(
    concurrentAnonymousRequestsAtMost,
    concurrentAnonymousRequestsAtMost * shareOfOneAddress,
  );
  /** Called for each refusal. */
  onRefusal: () => void = () => undefined;

  get active(): number {
    return this.signedIn.taken + this.anonymous.taken;
  }

  /** @throws Refusal 503 when no slot is free for this visitor */
  demandSlot({ signedIn, address }: Visitor): void {
    if (!(signedIn ? this.signedIn : this.anonymous).hasOneFor(networkOf(address))) {
      this.onRefusal();
      throw busy;
    }
  }

  /** @returns a function that releases the slot */
  take({ signedIn, address }: Visitor): () => void {
    return (signedIn ? this.signedIn : this.anonymous).take(networkOf(address));
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Releases the slot of the request; null if it has none. */
    releaseSlot: (() => void) | null;
  }
}

const isLimited = ({ url }: Pick<FastifyRequest, 'url'>): boolean => url.startsWith('/v1/');
const visitorOf = (request: FastifyRequest): Visitor => ({ signedIn: request.caller !== null, address: request.ip });

/**
 * Sheds load: refuses requests beyond the limit at once, with `Retry-After`. A request takes a slot after its token is
 * verified and its body is complete, so that slow clients and slow issuers hold none. It releases the slot when its
 * response is ready, so that slow readers hold none. Routes outside `/v1` are not limited. Must be called after
 * `guardRoutes`.
 */
export const shedLoad = (fastify: FastifyInstance, limit: LoadLimit): void => {
  fastify.decorateRequest('releaseSlot', null);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (isLimited(request)) limit.demandSlot(visitorOf(request)); // refuse before the body is read
    done();
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    if (!isLimited(request)) return done();
    limit.demandSlot(visitorOf(request));
    const release = (request.releaseSlot = limit.take(visitorOf(request)));
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) setTimeout(release, abandonedMs).unref();
    });
    done();
  });
  releaseOnSend(fastify);
};

/**
 * Sheds load in the gateway. The gateway does not verify tokens, so a caller with any token counts as signed in. A
 * request takes a slot when its body has arrived and releases it when the response starts or the client disconnects.
 */
export const shedForwarded = (fastify: FastifyInstance, limitOf: (request: FastifyRequest) => LoadLimit): void => {
  fastify.decorateRequest('releaseSlot', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isLimited(request)) return done();
    const limit = limitOf(request);
    const visitor = { signedIn: request.headers.authorization !== undefined, address: request.ip };
    limit.demandSlot(visitor);
    const take = (): void => {
      if (reply.sent || reply.raw.closed) return;
      const release = (request.releaseSlot = limit.take(visitor));
      reply.raw.once('close', release);
    };
    if (hasBody(request)) request.raw.once('end', take);
    else take();
    done();
  });
  releaseOnSend(fastify);
};

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
const releaseOnSend = (fastify: FastifyInstance): void => {
  fastify.addHook('onSend', (request, _reply, payload, done) => {
    request.releaseSlot?.();
    done(null, payload);
  });
};
