import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, isTraceparent, TraceSpan } from '@tuntas/eventlog';

/** Every other method is one that somebody made up. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);
const spans = new WeakMap<IncomingMessage, TraceSpan>();

/**
 * Begins the span of a request, under the caller's `traceparent` (W3C Trace Context) where it is one: it goes into
 * events, so nothing else may. Health, documents and development are not worth a span.
 * @returns the trace that the request belongs to: 32 hex digits
 */
export const beginRequest = (request: IncomingMessage): string => {
  const {
    method = '',
    url = '',
    headers: { traceparent },
  } = request;
  const under = isTraceparent(traceparent) ? traceparent : null;
  const span = url.startsWith('/v1/')
    ? beginSpan(nameOf(method), {
        kind: 'server',
        under,
        attributes: { 'http.request.method': methods.has(method) ? method : '_OTHER' },
      })
    : TraceSpan.carrying(under);
  spans.set(request, span);
  return span.traceId;
};

/** The span of a request. */
export const spanOf = ({ raw }: Pick<FastifyRequest, 'raw'>): TraceSpan => {
  if (!spans.has(raw)) beginRequest(raw);
  return spans.get(raw)!;
};

/**
 * Lets everything that a request leads to happen within its span, which ends with its answer. The body arrives on the
 * connection's own account, so the span is taken up again after it.
 */
export const traceRequests = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (request, _reply, done) => spanOf(request).within(done));
  fastify.addHook('preValidation', (request, _reply, done) => spanOf(request).within(done));
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spanOf(request);
    const route = request.is404 ? undefined : request.routeOptions.url;
    if (route !== undefined) span.rename(`${nameOf(request.method)} ${route}`);
    span.note({ ...(route !== undefined && { 'http.route': route }), 'http.response.status_code': statusCode });
    if (statusCode >= 500) span.fail(String(statusCode));
    span.within(done);
    span.end();
  });
};

const nameOf = (method: string): string => (methods.has(method) ? method : 'HTTP');
