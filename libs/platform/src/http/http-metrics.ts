import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { LoadLimit } from './load-limit.js';
import type { Metrics } from '../observability/metrics.js';

const bucketsInSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Methods with a label value of their own. Node's parser accepts about thirty more, which no route serves. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** The route pattern of a request, as in the OpenAPI document; null if no route matched. */
export type RouteOf = (request: FastifyRequest) => string | null;
const ownRoute: RouteOf = request =>
  request.is404 ? null : (request.routeOptions.url?.replace(/:(\w+)/g, '{$1}') ?? null);

/**
 * Observes the duration of every request, including refused ones and those that the client aborted. Must be called
 * before other hooks are added.
 */
export const countRequests = (fastify: FastifyInstance, metrics: Metrics, routeOf: RouteOf = ownRoute): void => {
  const durations = metrics.histogram({
    name: 'tuntas_http_request_duration_seconds',
    help: 'Duration of HTTP requests in seconds, from the headers to the end of the response, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: bucketsInSeconds,
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const startedAt = performance.now();
    reply.raw.once('close', () =>
      durations.observe(
        {
          method: methods.has(request.method) ? request.method : 'other',
          route: routeLabel(routeOf, request),
          status: reply.raw.writableFinished ? `${Math.floor(reply.raw.statusCode / 100)}xx` : 'aborted',
        },
        (performance.now() - startedAt) / 1_000,
      ),
    );
    done();
  });
};

/** The label value of a route. A path that cannot be decoded has no route. */
const routeLabel = (routeOf: RouteOf, request: FastifyRequest): string => {
  try {
    return routeOf(request) ?? 'unknown';
  } catch {
    return 'unknown';
  }
};

/**
 * Serves `/metrics` without authentication, like the health endpoints; it contains no personal data. Load shedding does
 * not apply, because metrics matter most under load.
 */
export const serveMetrics = (fastify: FastifyInstance, metrics: Metrics): void => {
  fastify.get('/metrics', async (_request, reply) =>
    reply
      .header('content-type', metrics.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.exposition()),
  );
};

/** Registers metrics of a load limit. @param service the service whose requests are limited */
export const watchLoad = (metrics: Metrics, service: string, limit: LoadLimit): void => {
  const inFlight = metrics.gauge({
    name: 'tuntas_http_requests_in_flight',
    help: 'Requests under /v1 in progress: at most 128 with a token and 96 without.',
    labelNames: ['service'],
  });
  const refused = metrics.counter({
    name: 'tuntas_http_requests_refused_total',
    help: 'Requests refused with 503 because the limit of concurrent requests was reached.',
    labelNames: ['service'],
  });
  refused.inc({ service }, 0);
  limit.onRefusal = () => refused.inc({ service });
  metrics.beforeScrape(() => inFlight.set({ service }, limit.active));
};

/** @returns a function that counts one problem response */
export const problemCounter = (metrics: Metrics): ((code: string, status: number) => void) => {
  const problems = metrics.counter({
    name: 'tuntas_problems_total',
    help: 'Problem responses, by problem code and HTTP status.',
    labelNames: ['code', 'status'],
  });
  return (code, status) => problems.inc({ code, status });
};
