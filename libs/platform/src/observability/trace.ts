import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSpan, isTraceparent, TraceSpan } from '@tuntas/eventlog';

/** The standard methods. Other methods are recorded as `_OTHER`. */
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);
const spans = new WeakMap<IncomingMessage, TraceSpan>();

/**
 * Starts the span of a request, as a child of the caller's `traceparent` (W3C Trace Context). An invalid `traceparent`
 * is ignored, because the value is stored in events. Requests outside `/v1/` have no span of their own.
 * @returns the trace id of the request: 32 hex digits
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
        parent: under,
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
 * Runs the handling of a request within its span, which ends with the response. The span is activated again after the
 * body, because the events of the body run in the async context of the connection.
 */
export const traceRequests = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (request, _reply, done) => spanOf(request).run(done));
  fastify.addHook('preValidation', (request, _reply, done) => spanOf(request).run(done));
  fastify.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spanOf(request);
    const route = request.is404 ? undefined : request.routeOptions.url;
    if (route !== undefined) span.rename(`${nameOf(request.method)} ${route}`);
    span.setAttributes({
      ...(route !== undefined && { 'http.route': route }),
      'http.response.status_code': statusCode,
    });
    if (statusCode >= 500) span.fail(String(statusCode));
    span.run(done);
    span.end();
  });
};

const nameOf = (method: string): string => (methods.has(method) ? method : 'HTTP');
