import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { PassThrough } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { spanOf, type Upstream } from '@tuntas/service';

/**
 * They concern one connection (RFC 9110 section 7.6.1), not the message; what `expect` asks for, this server has
 * already answered.
 */
const ofOneConnection = new Set([
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
 * Ends a forwarded request, as when its client is gone; reply-from reads its options at each request and has no
 * argument for this.
 */
const overFor = new AsyncLocalStorage<AbortSignal>();

/** Lets replies be taken `from` another server. Bodies pass unread, whatever their type; nothing is sent twice. */
export const mountForwarding = async (fastify: FastifyInstance): Promise<void> => {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => done(null, payload.pipe(new PassThrough())));
  await fastify.register(replyFrom, {
    http: {
      requestOptions: {
        get signal(): AbortSignal {
          return overFor.getStore()!;
        },
      },
    },
    disableCache: true,
    disableRequestLogging: true,
    retryMethods: [],
    destroyAgent: true,
  });
};

/** Answers with the upstream's answer, however long it takes. @param failed answers where there is none */
export const forward = (
  to: Upstream,
  request: FastifyRequest,
  reply: FastifyReply,
  failed: (error: unknown) => void,
): void => {
  const over = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) over.abort();
  });
  request.raw.once('close', () => {
    if (!request.raw.complete) over.abort();
  }); // the body will never be whole
  /**
   * Who has answered reads no further; the rest must still arrive, or the client would lose the answer with its
   * connection.
   */
  const dropRest = (): void => {
    const body = request.body as PassThrough | undefined;
    if (!body || body.readableEnded) return;
    request.raw.unpipe(body).resume();
    over.abort();
  };
  overFor.run(over.signal, () =>
    reply.from(undefined, {
      getUpstream: () => to.url,
      timeout: 0,
      rewriteRequestHeaders: (_, headers) => headersTowards(request, headers),
      rewriteHeaders: endToEnd,
      onResponse: (_request, _reply, answer) => {
        answer.stream.once('end', dropRest);
        // reply-from would close a connection whose body is still arriving
        reply.removeHeader('connection').send(answer.stream);
      },
      onError: (_reply, { error }) => {
        if (!over.signal.aborted) failed(error.cause ?? error);
      },
    }),
  );
};

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const named = new Set(
    (headers.connection ?? '')
      .toLowerCase()
      .split(',')
      .map(name => name.trim()),
  );
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneConnection.has(name) && !named.has(name)));
};

const headersTowards = (request: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const { 'content-length': _, tracestate: _ofTheCaller, ...rest } = endToEnd(headers);
  return {
    ...rest,
    ...framingOf(request),
    'x-forwarded-for': [headers['x-forwarded-for'], request.socket.remoteAddress].filter(Boolean).join(', '),
    traceparent: spanOf(request).traceparent,
  };
};

/**
 * How long the body is, as this server read it: a client that called it a header of one connection could smuggle a
 * second request in it.
 */
const framingOf = ({ body, headers }: FastifyRequest): IncomingHttpHeaders =>
  body === undefined
    ? {}
    : headers['transfer-encoding']
      ? { 'transfer-encoding': 'chunked' }
      : { 'content-length': headers['content-length'] ?? '0' };
