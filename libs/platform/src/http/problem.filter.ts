import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notCached } from './cache-headers.js';
import { languageOf } from '../api/locale.js';
import { describeError, Log } from '../observability/logging.js';
import { meaningOf, problemOf } from '../api/problems/problem.js';
import { spanOf } from '../observability/trace.js';

/** Converts every error of handlers, hooks and the server itself to a problem+json response. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param count called for each problem response */
  constructor(
    private readonly log: Log,
    private readonly count: (code: string, status: number) => void = () => undefined,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    this.respond(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  respond(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const meaning = meaningOf(error);
    const span = spanOf(request);
    span.setAttributes({ 'tuntas.problem': meaning.code });
    if (meaning.unexpected)
      span.run(() =>
        this.log[meaning.status === 503 ? 'warn' : 'error'](
          { route: request.routeOptions?.url, ...describeError(error) },
          'request failed',
        ),
      );
    if (reply.sent) return;
    this.count(meaning.code, meaning.status);
    const language = languageOf(request.headers);
    const problem = problemOf(meaning, language, { path: pathOf(request), traceId: request.id });
    for (const stale of ['etag', 'location', 'content-disposition']) reply.removeHeader(stale);
    const send = () =>
      reply
        .code(meaning.status)
        .headers({
          ...meaning.headers,
          'content-type': 'application/problem+json; charset=utf-8',
          'content-language': language,
          'cache-control': notCached,
        })
        .send(JSON.stringify(problem));
    if (meaning.status === 413) void drained(request).then(send);
    else send();
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

const drainAtMostBytes = 16 * 1024 * 1024;
/**
 * Drains an oversized body, up to a limit. The client would lose the response if the socket closed with unread data.
 */
const drained = (request: FastifyRequest): Promise<void> =>
  new Promise(resolve => {
    const body = request.raw;
    if (body.readableEnded || body.destroyed) return resolve();
    let bytes = 0;
    body.on('data', (chunk: Buffer) => {
      if ((bytes += chunk.length) > drainAtMostBytes) resolve();
    });
    body
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve());
    body.resume();
  });
