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
import { describeError, Log } from './logging.js';
import { asksForProfile, mediaTypeOf } from './media-type.js';
import { linkNext } from './next-link.js';
import { Places } from './places.js';
import { Refusal } from './problem.js';

/** What an operation answers with as a table. */
export const AsTable = Reflector.createDecorator<Table>();
/** Said of every operation that has a table. */
export const csvIsWhole = 'With `Accept: text/csv` all of it as a file: `limit` and `cursor` count for JSON alone.';
export const csvForPeople =
  'With `Accept: text/csv; header=present; profile=excel` the file is for people: it begins with a byte order mark, and times are those of the city, as the header of their column says.';

/**
 * Files that are being read at once; each takes its pages from the same connections to the database as every other
 * request.
 */
export const filesInHandAtMost = 8;
export const filesOfOneCallerAtMost = 4;

/** The files that the process is sending, by who reads them. Injectable. */
export class FilesInHand {
  private readonly places = new Places(filesInHandAtMost, filesOfOneCallerAtMost);

  /** @returns says that the file is over. @throws Refusal 503 where too many are being read */
  open(reader: string): () => void {
    if (!this.places.hasOneFor(reader)) throw new Refusal(503, 'service.busy', { headers: { 'retry-after': '5' } });
    return this.places.take(reader);
  }
}

type Query = Readonly<Record<string, unknown>>;
type Ask = (query: Query) => Promise<object>;
const rowsOfPage = '200';

/**
 * A list as CSV: the operation itself is asked for one page after the other, as a client would, so filters, order and
 * scope are its own and no more than a page is in memory. The first page is read before anything is sent, so that a
 * refusal is a problem as ever; what fails later breaks the connection, since a file that ends like a whole one would
 * be taken for it.
 */
@Injectable()
export class ListsAsCsv implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: Log,
    private readonly tenant: Tenant,
    private readonly files: FilesInHand,
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
    const ask: Ask = query => {
      request.query = query; // which the pipes read anew
      return lastValueFrom(next.handle() as Observable<object>);
    };
    reply.raw.once('close', this.files.open(request.caller?.ref ?? request.ip));
    const first = await firstPage(table, request.query as Query, ask);
    const local = asksForProfile(request.headers, 'text/csv', 'excel')
      ? { utcOffsetMinutes: this.tenant.utcOffsetMinutes, zone: zoneNameOf(this.tenant) }
      : null;
    const lines = this.told(request, csvOf(table, first, request.query as Query, ask, local));
    return of(
      new StreamableFile(Readable.from(lines, { objectMode: false }), {
        type: `text/csv; charset=utf-8; header=present${local ? '; profile=excel' : ''}`,
        disposition: `attachment; filename="${fileName(request.url)}"`,
      }),
    );
  }

  private async *told({ id, routeOptions }: FastifyRequest, lines: AsyncIterable<string>): AsyncGenerator<string> {
    try {
      yield* lines;
    } catch (error) {
      this.log.error({ traceId: id, route: routeOptions.url, ...describeError(error) }, 'list broken off');
      throw error;
    }
  }
}

/** As it was asked for, so that what is malformed is refused; where that is another page, then the first. */
const firstPage = async ({ isPaged }: Table, asked: Query, ask: Ask): Promise<object> => {
  const page = await ask(isPaged ? { limit: rowsOfPage, ...asked } : asked);
  if (asked['cursor'] === undefined) return page;
  const { cursor: _, ...rest } = asked;
  return ask({ ...rest, limit: rowsOfPage });
};

async function* csvOf(
  table: Table,
  first: object,
  query: Query,
  ask: Ask,
  local: LocalTime | null,
): AsyncGenerator<string> {
  yield (local ? byteOrderMark : '') + headerOf(table, local) + linesOf(table, table.rowsOf(first), local);
  for (let cursor = nextOf(first); cursor !== null;) {
    const page = await ask({ ...query, limit: rowsOfPage, cursor });
    yield linesOf(table, table.rowsOf(page), local);
    cursor = nextOf(page);
  }
}

const nextOf = (page: object): string | null => (page as { next?: string | null }).next ?? null;

/** Speaks of what was asked for: `/v1/ombudsman/cases` is `ombudsman-cases.csv`. */
const fileName = (url: string): string =>
  `${url
    .split('?', 1)[0]!
    .replace(/^\/v1\//, '')
    .replace(/[^\w.]+/g, '-')}.csv`;
