import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { PassThrough } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { spanOf } from '@tuntas/platform';
import type { Upstream } from './gateway.settings.js';

/**
 * Hop-by-hop headers (RFC 9110 section 7.6.1), which are not forwarded. `expect` is among them, because this server has
 * already handled it.
 */
const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The abort signal of the current upstream request, for example after a disconnect of the client. reply-from has no
 * per-request argument for it but reads its options at each request.
 */
const upstreamSignal = new AsyncLocalStorage<AbortSignal>();

/** Registers reply-from. Bodies of every media type are streamed without parsing. Requests are never retried. */
export const mountForwarding = async (fastify: FastifyInstance): Promise<void> => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload.pipe(new PassThrough())));
  await fastify.register(replyFrom, {
    http: {
      requestOptions: {
        get signal(): AbortSignal {
          return upstreamSignal.getStore()!;
        },
      },
    },
    disableCache: true,
    disableRequestLogging: true,
    retryMethods: [],
    destroyAgent: true,
  });
};

/**
 * Forwards a request and responds with the upstream's response. There is no timeout.
 * @param failed handles an error of the upstream request
 */
export const forward = (
  to: Upstream,
  request: FastifyRequest,
  reply: FastifyReply,
  failed: (error: unknown) => void,
): void => {
  const aborter = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) aborter.abort();
  });
  request.raw.once('close', () => {
    if (!request.raw.complete) aborter.abort();
  }); // the body will never be complete
  /**
   * Discards the rest of the request body after the upstream has responded. The client would lose the response if the
   * connection were closed with unread data.
   */
  const dropRest = (): void => {
    const body = request.body as PassThrough | undefined;
    if (!body || body.readableEnded) return;
    request.raw.unpipe(body).resume();
    aborter.abort();
  };
  upstreamSignal.run(aborter.signal, () =>
    reply.from(undefined, {
      getUpstream: () => to.url,
      timeout: 0,
      rewriteRequestHeaders: (_, headers) => upstreamHeaders(request, headers),
      rewriteHeaders: endToEnd,
      onResponse: (_request, _reply, response) => {
        response.stream.once('end', dropRest);
        // reply-from would close a connection whose request body is incomplete
        reply.removeHeader('connection').send(response.stream);
      },
      onError: (_reply, { error }) => {
        if (!aborter.signal.aborted) failed(error.cause ?? error);
      },
    }),
  );
};

/** The headers without the hop-by-hop ones, including those that `Connection` names. */
const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const named = new Set(
    (headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map(name => name.trim()),
  );
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)));
};

const upstreamHeaders = (request: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const { 'content-length': _, tracestate: _ofTheCaller, ...rest } = endToEnd(headers);
  return {
    ...rest,
    ...framingOf(request),
    'x-forwarded-for': [headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', '),
    traceparent: spanOf(request).traceparent,
  };
};

/**
 * The framing headers of the body, as this server parsed them. They are set again after the hop-by-hop headers are
 * removed: a client that names `content-length` in `Connection` could otherwise smuggle a second request.
 */
const framingOf = ({ body, headers }: FastifyRequest): IncomingHttpHeaders =>
  body === undefined
    ? {}
    : headers['transfer-encoding']
      ? { 'transfer-encoding': 'chunked' }
      : { 'content-length': headers['content-length'] ?? '0' };
