import { Readable } from 'node:stream';
import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, map, of, type Observable } from 'rxjs';
import { Tenant, zoneNameOf } from '@tuntas/reference';
import { byteOrderMark, headerOf, linesOf, type LocalTime, type Table } from './csv.js';
import { describeError, Log } from '../observability/logging.js';
import { asksForProfile, mediaTypeOf } from './media-type.js';
import { Slots } from './slots.js';
import { Refusal } from './problems/problem.js';

/** Declares the CSV table of an operation. */
export const AsTable = Reflector.createDecorator<Table>();
/** OpenAPI description of paged operations with a CSV table. */
export const csvDescription =
  'With `Accept: text/csv` the response is the whole list as a file; `limit` and `cursor` apply to JSON only.';
/** OpenAPI description of operations with a CSV table. */
export const csvProfileDescription =
  'With `Accept: text/csv; header=present; profile=excel` the file is meant for spreadsheets: it starts with a byte order mark, and times are in the time zone of the city, which the column headings name.';

/**
 * Maximum number of concurrent CSV downloads. Each reads its pages over the same database connections as all other
 * requests.
 */
export const csvDownloadsAtMost = 8;
export const csvDownloadsOfOneCallerAtMost = 4;

/** Limits the concurrent CSV downloads of the process and of one caller. Injectable. */
export class CsvDownloads {
  private readonly slots = new Slots(csvDownloadsAtMost, csvDownloadsOfOneCallerAtMost);

  /** @returns a function that releases the download. @throws Refusal 503 when a limit is reached */
  open(reader: string): () => void {
    if (!this.slots.hasOneFor(reader)) throw new Refusal(503, 'service.busy', { headers: { 'retry-after': '5' } });
    return this.slots.take(reader);
  }
}

type Query = Readonly<Record<string, unknown>>;
type FetchPage = (query: Query) => Promise<object>;
const rowsOfPage = '200';

/**
 * Streams a list as CSV. It calls the operation once for each page, as a client would, so filters, order and reach are
 * those of the operation and memory holds one page. The first page is read before the response starts, so that a
 * refusal is a regular problem response. A later failure breaks the connection, because a truncated file would look
 * complete.
 */
@Injectable()
export class ListsAsCsv implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: Log,
    private readonly tenant: Tenant,
    private readonly files: CsvDownloads,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const table = this.reflector.get(AsTable, context.getHandler());
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    reply.header('vary', 'Accept, Accept-Language');
    if (mediaTypeOf(request.headers, ['application/json', 'text/csv']) === 'application/json')
      return next.handle().pipe(
        map((page: object) => {
          linkNext(request, reply, nextOf(page));
          return page;
        }),
      );
    const fetchPage: FetchPage = query => {
      request.query = query; // the pipes read it again
      return lastValueFrom(next.handle() as Observable<object>);
    };
    reply.raw.once('close', this.files.open(request.caller?.ref ?? request.ip));
    const first = await firstPage(table, request.query as Query, fetchPage);
    const local = asksForProfile(request.headers, 'text/csv', 'excel')
      ? { utcOffsetMinutes: this.tenant.utcOffsetMinutes, zone: zoneNameOf(this.tenant) }
      : null;
    const lines = this.logFailure(request, csvOf(table, first, request.query as Query, fetchPage, local));
    return of(
      new StreamableFile(Readable.from(lines, { objectMode: false }), {
        type: `text/csv; charset=utf-8; header=present${local ? '; profile=excel' : ''}`,
        disposition: `attachment; filename="${fileName(request.url)}"`,
      }),
    );
  }

  private async *logFailure(
    { id, routeOptions }: FastifyRequest,
    lines: AsyncIterable<string>,
  ): AsyncGenerator<string> {
    try {
      yield* lines;
    } catch (error) {
      this.log.error({ traceId: id, route: routeOptions.url, ...describeError(error) }, 'CSV download aborted');
      throw error;
    }
  }
}

/** Runs the query as given, so that malformed parameters are refused. A query with a cursor then starts at page one. */
const firstPage = async ({ isPaged }: Table, query: Query, fetchPage: FetchPage): Promise<object> => {
  const page = await fetchPage(isPaged ? { limit: rowsOfPage, ...query } : query);
  if (query['cursor'] === undefined) return page;
  const { cursor: _, ...rest } = query;
  return fetchPage({ ...rest, limit: rowsOfPage });
};

async function* csvOf(
  table: Table,
  first: object,
  query: Query,
  fetchPage: FetchPage,
  local: LocalTime | null,
): AsyncGenerator<string> {
  yield (local ? byteOrderMark : '') + headerOf(table, local) + linesOf(table, table.rowsOf(first), local);
  for (let cursor = nextOf(first); cursor !== null;) {
    const page = await fetchPage({ ...query, limit: rowsOfPage, cursor });
    yield linesOf(table, table.rowsOf(page), local);
    cursor = nextOf(page);
  }
}

const nextOf = (page: object): string | null => (page as { next?: string | null }).next ?? null;

/** The file name from the path: `/v1/ombudsman/cases` becomes `ombudsman-cases.csv`. */
const fileName = (url: string): string =>
  `${url
    .split('?', 1)[0]!
    .replace(/^\/v1\//, '')
    .replace(/[^\w.]+/g, '-')}.csv`;

/** Sets the `Link` header (RFC 8288) to the next page of a list: the same path and query with the next cursor. */
const linkNext = ({ url }: Pick<FastifyRequest, 'url'>, reply: Pick<FastifyReply, 'header'>, next: unknown): void => {
  if (typeof next !== 'string') return;
  const [path, query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', next);
  reply.header('link', `<${path}?${parameters}>; rel="next"`);
};
