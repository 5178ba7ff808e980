import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LoadLimit } from './load-limit.js';
import type { Metrics } from './metrics.js';

const bucketsInSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Node's parser knows some thirty more; nothing here serves them. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The pattern that a request was served under, as the OpenAPI document writes it; null where there is none. */
export type RouteOf = (request: FastifyRequest) => string | null;
const ownRoute: RouteOf = request =>
  request.is404 ? null : (request.routeOptions.url?.replace(/:(\w+)/g, '{$1}') ?? null);

/**
 * Counts every request: refused ones too, and those whose client was gone before the answer. Must be called before
 * other hooks are added.
 */
export const countRequests = (fastify: FastifyInstance, metrics: Metrics, routeOf: RouteOf = ownRoute): void => {
  const durations = metrics.histogram({
    name: 'tuntas_http_request_duration_seconds',
    help: 'Requests by route pattern, from their headers to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketsInSeconds,
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const startedAt = performance.now();
    reply.raw.once('close', () =>
      durations.observe(
        {
          method: methods.has(request.method) ? request.method : 'other',
          route: known(routeOf, request),
          status: reply.raw.writableFinished ? `${Math.floor(reply.raw.statusCode / 100)}xx` : 'aborted',
        },
        (performance.now() - startedAt) / 1_000,
      ),
    );
    done();
  });
};

/** A path that nobody can read has no route. */
const known = (routeOf: RouteOf, request: FastifyRequest): string => {
  try {
    return routeOf(request) ?? 'unknown';
  } catch {
    return 'unknown';
  }
};

/**
 * Open to whoever reaches the port, as health is: it tells of no person. Never shed, since it matters most in a rush.
 */
export const serveMetrics = (fastify: FastifyInstance, metrics: Metrics): void => {
  fastify.get('/metrics', async (_request, reply) =>
    reply
      .header('content-type', metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.exposition()),
  );
};

/** Tells how near a service is to its limit. @param service whose requests the limit holds */
export const watchLoad = (metrics: Metrics, service: string, limit: LoadLimit): void => {
  const inFlight = metrics.gauge({
    name: 'tuntas_http_requests_in_flight',
    help: 'Requests under /v1 that a service has in hand: at most 128 of signed-in callers, 96 of others.',
    labelNames: ['service'],
  });
  const refused = metrics.counter({
    name: 'tuntas_http_requests_refused_total',
    help: 'Requests refused at once because there were too many.',
    labelNames: ['service'],
  });
  refused.inc({ service }, 0);
  limit.onRefusal = () => refused.inc({ service });
  metrics.beforeScrape(() => inFlight.set({ service }, limit.inHand));
};

/** @returns counts a problem that was answered */
export const problemCounter = (metrics: Metrics): ((code: string, status: number) => void) => {
  const problems = metrics.counter({
    name: 'tuntas_problems_total',
    help: 'Refusals and failures answered, by problem code.',
    labelNames: ['code', 'status'],
  });
  return (code, status) => problems.inc({ code, status });
};
