import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, Query, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '@tuntas/kernel';
import {
  createLog,
  createService,
  listOf,
  loadSecrets,
  Operation,
  pageOf,
  paging,
  readConfig,
  startService,
} from '@tuntas/platform';
import { createGateway, type Gateway } from '../../../apps/gateway/src/gateway.js';
import { Tenant } from '@tuntas/reference';
import { until } from '../../kit/app.js';
import { strictLines, strictRows } from '../../kit/strict-csv.js';
import type { OpenApiDocument } from '../../kit/openapi.js';
import type { Page } from '../../kit/response-body.js';

const Toy = z.object({
  id: z.int(),
  name: z.string().nullable(),
  size: z.number(),
  isRed: z.boolean(),
  maker: z.object({ code: z.string(), town: z.object({ zone: z.string() }).nullable() }).nullable(),
  madeAt: z.iso.datetime(),
  words: z.array(z.string()),
  parts: z.array(z.object({ kind: z.string() })),
  anything: z.looseObject({}).optional(),
});
type Toy = z.infer<typeof Toy>;
const toy = (id: number, different: object = {}): object => ({
  id,
  name: `Bola ${id}`,
  size: 1.5,
  isRed: false,
  maker: { code: 'PUPR', town: { zone: 'Asia/Makassar' } },
  madeAt: new Date(Date.UTC(2026, 2, 17, 1)),
  words: [],
  parts: [],
  ...different,
});
const listQuery = z.strictObject({ shelf: z.string(), ...paging(z.int()) });

/** A paged toy list: its items, and a promise that the reading of a page waits for. */
interface Shelf {
  readonly toys: readonly object[] | 'without end';
  readonly beforePage?: (page: number) => Promise<void> | void;
  pagesRead: number;
  /** Whether the connection of the client is closed. */
  isDisconnected: boolean;
}
const shelves: Record<string, Shelf> = {};

@Controller('v1/toys')
class ToyController {
  @Get()
  @Operation({
    id: 'listToys',
    summary: 'Toys of a shelf',
    roles: 'public',
    answer: listOf(Toy).meta({ id: 'ToyList' }),
    problems: [400, 404],
    example: {
      answer: { items: [toy(1, { name: '=1+1', words: ['satu', 'dua'], parts: [{ kind: 'roda' }] })], next: null },
    },
  })
  async list(
    @Query({ schema: listQuery }) { shelf: name, limit, cursor }: z.infer<typeof listQuery>,
    @Req() { raw }: FastifyRequest,
  ): Promise<object> {
    const shelf = shelves[name];
    if (!shelf) throw new DomainError('not-found', 'shelf.unknown', 'no such shelf');
    if (shelf.pagesRead === 0)
      raw.socket.once('close', () => {
        shelf.isDisconnected = true;
      });
    shelf.pagesRead += 1;
    await shelf.beforePage?.(shelf.pagesRead);
    const after = cursor ?? 0;
    const rows =
      shelf.toys === 'without end'
        ? Array.from({ length: limit + 1 }, (_, n) => toy(after + n + 1))
        : shelf.toys.filter(each => (each as Toy).id > after);
    return pageOf(rows.slice(0, limit + 1) as Toy[], limit, ({ id }) => id);
  }

  @Get('figures')
  @Operation({
    id: 'countToys',
    summary: 'Toys in figures',
    roles: 'public',
    answer: z.object({ shelves: z.array(z.object({ shelf: z.string(), toys: z.int() })) }).meta({ id: 'ToyFigures' }),
    rows: { row: z.object({ shelf: z.string(), toys: z.int() }), of: ({ shelves: all }: { shelves: object[] }) => all },
    problems: [],
  })
  figures(): object {
    return { shelves: [{ shelf: 'atas', toys: -3, hidden: 1 }] };
  }
}
@Module({ controllers: [ToyController] })
class ToyModule {}

describe('CSV of a list', () => {
  let home: string;
  let app: NestFastifyApplication;
  let gateway: Gateway;
  let direct: string;
  let throughGateway: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tuntas-csv-'));
    const config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', TUNTAS_HOME: home });
    app = await createService({
      name: 'toys',
      modules: [ToyModule],
      config,
      secrets: loadSecrets(config),
      providers: [{ provide: Tenant, useValue: { utcOffsetMinutes: 480 } }],
    });
    direct = await startService(app);
    gateway = await createGateway(
      { upstreams: [{ service: 'toys', url: direct }] },
      createLog('gateway', { logLevel: 'silent' }),
    );
    throughGateway = await gateway.server.listen({ port: 0, host: '127.0.0.1' });
    await gateway.allRoutesLoaded;
  });
  afterAll(async () => {
    await gateway.server.close();
    await app.close();
    rmSync(home, { recursive: true });
  });

  const put = (name: string, shelf: Omit<Shelf, 'pagesRead' | 'isDisconnected'>): Shelf =>
    (shelves[name] = { ...shelf, pagesRead: 0, isDisconnected: false });
  const many = (count: number) => Array.from({ length: count }, (_, n) => toy(n + 1));
  const ask = (
    path: string,
    { at = direct, accept = 'text/csv', ...init }: RequestInit & { at?: string; accept?: string } = {},
  ) => fetch(`${at}${path}`, { ...init, headers: { accept } });
  const rowsOf = (text: string): Record<string, string>[] => strictRows(text);

  test('has a column for each field, dotted names for nested fields, and one cell for a list', async () => {
    put('all', {
      toys: [
        toy(1, { words: ['satu', 'dua'], parts: [{ kind: 'roda' }], anything: { a: [1] } }),
        toy(2, { name: null, maker: null, size: -2, isRed: true }),
        toy(3, { maker: { code: 'PUPR', town: null }, unheardOf: 'not described, so not shown' }),
      ],
    });
    const answer = await ask('/v1/toys?shelf=all');
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="toys.csv"',
      vary: expect.stringContaining('Accept'),
    });
    expect(await answer.text()).toBe(
      [
        'id,name,size,isRed,maker.code,maker.town.zone,madeAt,words,parts,anything',
        '1,Bola 1,1.5,false,PUPR,Asia/Makassar,2026-03-17T01:00:00.000Z,satu; dua,"[{""kind"":""roda""}]","{""a"":[1]}"',
        '2,,-2,true,,,2026-03-17T01:00:00.000Z,,,',
        '3,Bola 3,1.5,false,PUPR,,2026-03-17T01:00:00.000Z,,,',
        '',
      ].join('\r\n'),
    );
  });

  test('has a header when it is empty, and supports responses that name where their rows are', async () => {
    put('empty', { toys: [] });
    expect(await (await ask('/v1/toys?shelf=empty')).text()).toBe(
      'id,name,size,isRed,maker.code,maker.town.zone,madeAt,words,parts,anything\r\n',
    );
    expect(await (await ask('/v1/toys/figures')).text()).toBe('shelf,toys\r\natas,-3\r\n');
  });

  test('escapes cells that begin like a formula for every separator, and keeps every other character', async () => {
    const names = [
      '=1+1',
      '+62811',
      '-1',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '＝1',
      '＋1',
      '－1',
      '＠x',
      ' =1',
      '\u00a0=1',
      '\n=1',
      'a;=1',
      'a; "=1',
      'a\n=1',
      'a\r\n  @x',
      "'=1",
      '=HYPERLINK("http://x","y")',
      'biasa, dengan "kutip" dan\nbaris',
      'a-b=c',
      'a;b',
      'Rp 5.000,-',
      '🚧',
      '\u202e=1',
    ];
    put('hostile', {
      toys: names.map((name, n) => toy(n + 1, { name, words: [name, name], parts: [{ kind: name }] })),
    });
    const text = await (await ask('/v1/toys?shelf=hostile')).text();
    const rows = rowsOf(text);
    expect(rows.map(({ name }) => name)).toEqual([
      "'=1+1",
      "'+62811",
      "'-1",
      "'@SUM(A1)",
      "'\tx",
      "'\rx",
      "'＝1",
      "'＋1",
      "'－1",
      "'＠x",
      " '=1",
      "\u00a0'=1",
      "\n'=1",
      "a;'=1",
      `a; "'=1`,
      "a\n'=1",
      "a\r\n  '@x",
      "'=1",
      `'=HYPERLINK("http://x","y")`,
      'biasa, dengan "kutip" dan\nbaris',
      'a-b=c',
      'a;b',
      'Rp 5.000,-',
      '🚧',
      '\u202e=1',
    ]);
    // A formula for a spreadsheet that separates by semicolon, or by comma and trims blanks.
    const formula = /^[\s"]*[=+\-@＝＋－＠]/;
    const cells = [...text.split(/[;\r\n\t]/), ...rows.flatMap(row => Object.values(row))];
    expect(cells.length).toBeGreaterThan(200);
    expect(cells.filter(cell => formula.test(cell))).toEqual([]);
  });

  test.each([
    ['LF', 'dua\nbaris'],
    ['CR', 'dua\rbaris'],
    ['CRLF', 'dua\r\nbaris'],
    ['a comma', 'satu, dua'],
    ['a quote', 'yang "baik"'],
    ['a trailing LF', 'akhir\n'],
    ['an LF only', '\n'],
  ])('quotes a cell with %s at every position in a row', async (_, text) => {
    put('lines', {
      toys: [toy(1), toy(2, { name: text, maker: { code: text, town: { zone: text } }, words: [text, text] }), toy(3)],
    });
    const rows = strictRows(await (await ask('/v1/toys?shelf=lines')).text());
    expect(rows.map(({ id, name }) => [id, name])).toEqual([
      ['1', 'Bola 1'],
      ['2', text],
      ['3', 'Bola 3'],
    ]);
    expect(rows[1]).toMatchObject({ 'maker.code': text, 'maker.town.zone': text, words: `${text}; ${text}` });
  });

  test('has a byte order mark and local times only with the profile for people', async () => {
    put('times', {
      toys: [
        toy(1, { name: 'lubang—jalan' }),
        toy(2, { madeAt: new Date('2026-03-17T16:30:15.500Z') }),
        toy(3, { madeAt: '2026-12-31T23:59:59.000Z' }),
      ],
    });
    for (const accept of [
      'text/csv; header=present; profile=excel',
      'text/csv;profile="Excel"',
      'text/csv;q=0.2, text/csv;profile=excel;q=0.9, application/json;q=0.1',
    ]) {
      const answer = await ask('/v1/toys?shelf=times', { accept });
      expect([accept, answer.headers.get('content-type')]).toEqual([
        accept,
        'text/csv; charset=utf-8; header=present; profile=excel',
      ]);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      const [header, ...lines] = strictLines(bytes.subarray(3).toString());
      expect(header).toEqual([
        'id',
        'name',
        'size',
        'isRed',
        'maker.code',
        'maker.town.zone',
        'madeAt (WITA)',
        'words',
        'parts',
        'anything',
      ]);
      expect(lines.map(cells => cells[6])).toEqual([
        '2026-03-17 09:00:00',
        '2026-03-18 00:30:15',
        '2027-01-01 07:59:59',
      ]);
      expect(lines[0]![1]).toBe('lubang—jalan');
    }
    for (const accept of [
      'text/csv',
      'text/csv; header=present',
      'text/csv; profile=other',
      'text/csv, text/csv;profile=excel;q=0.5',
    ]) {
      const answer = await ask('/v1/toys?shelf=times', { accept });
      expect([accept, answer.headers.get('content-type')]).toEqual([accept, 'text/csv; charset=utf-8; header=present']);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes[0]).not.toBe(0xef);
      expect(strictRows(bytes.toString()).map(({ madeAt }) => madeAt)).toEqual([
        '2026-03-17T01:00:00.000Z',
        '2026-03-17T16:30:15.500Z',
        '2026-12-31T23:59:59.000Z',
      ]);
    }
  });

  test('handles a text of line breaks only in linear time', async () => {
    const name = `atas${'\n'.repeat(150_000)}bawah`;
    put('breaks', { toys: [toy(1, { name })] });
    expect(rowsOf(await (await ask('/v1/toys?shelf=breaks')).text())[0]!['name'] === name).toBe(true);
  }, 15_000);

  test('contains all pages whatever page was requested, also through the gateway', async () => {
    const { toys } = put('many', { toys: many(4_321) });
    const { next: cursor } = (await (
      await ask('/v1/toys?shelf=many&limit=2', { accept: 'application/json' })
    ).json()) as Page;
    for (const query of ['', '&limit=1', `&cursor=${cursor}`, `&limit=7&cursor=${cursor}`])
      for (const at of [direct, throughGateway])
        expect(
          rowsOf(await (await ask(`/v1/toys?shelf=many${query}`, { at })).text()).map(({ id }) => Number(id)),
        ).toEqual((toys as Toy[]).map(({ id }) => id));
  });

  test('is not returned to a client that does not accept it: JSON is', async () => {
    put('few', { toys: many(3) });
    const typeFor = async (accept: string): Promise<string> =>
      (await ask('/v1/toys?shelf=few', { accept })).headers.get('content-type')!.split(';')[0]!;
    for (const accept of [
      '*/*',
      'application/json',
      'text/csv;q=0.5, application/json',
      'text/html',
      'text/csv;q=0',
      'application/*, text/csv;q=0.9',
    ])
      expect([accept, await typeFor(accept)]).toEqual([accept, 'application/json']);
    for (const accept of ['text/csv', 'text/*', 'TEXT/CSV;q=0.8', 'text/html, text/csv;q=0.9'])
      expect([accept, await typeFor(accept)]).toEqual([accept, 'text/csv']);
  });

  test.each(['shelf=many&limit=201', 'shelf=many&cursor=x', 'shelf=many&unheardOf=1', 'shelf=none'])(
    'returns the same problem as the list for %s',
    async query => {
      put('many', { toys: many(3) });
      const answer = await ask(`/v1/toys?${query}`);
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([
        query === 'shelf=none' ? 404 : 400,
        'application/problem+json; charset=utf-8',
        null,
      ]);
    },
  );

  describe.each([
    ['directly', () => direct],
    ['through the gateway', () => throughGateway],
  ])('%s', (_, at) => {
    test('begins before its last page is read', async () => {
      let release = (): void => undefined;
      const gate = new Promise<void>(resolve => {
        release = resolve;
      });
      const shelf = put('gated', { toys: many(450), beforePage: page => (page === 3 ? gate : undefined) });
      const reader = (await ask('/v1/toys?shelf=gated', { at: at() })).body!.getReader();
      let text = '';
      const read = async (): Promise<boolean> => {
        const { value, done } = await reader.read();
        text += Buffer.from(value ?? []).toString();
        return !done;
      };
      while (text.split('\r\n').length <= 400) await read();
      expect(shelf.pagesRead).toBe(3);
      expect(text).not.toContain('Bola 401');
      release();
      while (await read());
      expect(rowsOf(text)).toHaveLength(450);
    });

    test('is aborted when a page cannot be read, so that it does not look complete', async () => {
      put('failing', {
        toys: many(450),
        beforePage: page => {
          if (page === 3) throw new Error('secret');
        },
      });
      const answer = await ask('/v1/toys?shelf=failing', { at: at() });
      expect(answer.status).toBe(200);
      await expect(answer.text()).rejects.toThrow('terminated');
      put('failing at once', {
        toys: many(3),
        beforePage: () => {
          throw new Error('secret');
        },
      });
      expect((await ask('/v1/toys?shelf=failing%20at%20once', { at: at() })).status).toBe(500);
    });

    test('is read no faster than the client takes it', async () => {
      const shelf = put('endless', { toys: 'without end' });
      const outgoing = httpRequest(`${at()}/v1/toys?shelf=endless`, { headers: { accept: 'text/csv' } });
      const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
        outgoing.once('response', resolve).once('error', reject).end();
      });
      const pagesWhileBlocked = await pagesAtStandstill(shelf); // when every buffer on the way is full
      expect(pagesWhileBlocked).toBeGreaterThan(1);
      incoming.resume();
      await until(async () => shelf.pagesRead > 2 * pagesWhileBlocked);
      incoming.destroy();
      await until(async () => shelf.isDisconnected);
    });

    test('is not read further after the client has disconnected', async () => {
      let release = (): void => undefined;
      const gate = new Promise<void>(resolve => {
        release = resolve;
      });
      const shelf = put('left', { toys: 'without end', beforePage: page => (page === 3 ? gate : undefined) });
      const leaving = new AbortController();
      await ask('/v1/toys?shelf=left', { at: at(), signal: leaving.signal });
      await until(async () => shelf.pagesRead === 3);
      leaving.abort();
      await until(async () => shelf.isDisconnected);
      release();
      expect(await pagesAtStandstill(shelf)).toBe(3);
    });
  });

  /** Returns the number of pages read once no further page has followed for many requests. */
  const pagesAtStandstill = async (shelf: Shelf): Promise<number> => {
    let before = -1;
    await until(async () => {
      const same = shelf.pagesRead === before;
      before = shelf.pagesRead;
      for (let n = 0; n < 50; n++) await (await ask('/v1/toys?shelf=few', { accept: 'application/json' })).text();
      return same && shelf.pagesRead === before;
    });
    return before;
  };

  test('reads one page for a HEAD request', async () => {
    const shelf = put('endless', { toys: 'without end' });
    const answer = await ask('/v1/toys?shelf=endless', { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type'), shelf.pagesRead]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
      1,
    ]);
  });

  test('is in the OpenAPI document, with its example', async () => {
    const { paths } = (await (await ask('/openapi.json', { accept: '*/*' })).json()) as OpenApiDocument;
    const [list, figures] = [paths['/v1/toys']!['get']!, paths['/v1/toys/figures']!['get']!];
    const { content, headers } = list.responses[200]!;
    expect(list.description).toContain('text/csv');
    expect([list.description, figures.description]).toEqual(Array(2).fill(expect.stringContaining('profile=excel')));
    expect(Object.keys(content!)).toEqual(['application/json', 'text/csv']);
    expect(rowsOf(content!['text/csv']!.example as string)).toEqual([
      expect.objectContaining({
        id: '1',
        name: "'=1+1",
        'maker.code': 'PUPR',
        words: 'satu; dua',
        parts: '[{"kind":"roda"}]',
      }),
    ]);
    expect(headers).toHaveProperty('Content-Disposition');
    expect(Object.keys(figures.responses[200]!.content!)).toEqual(['application/json', 'text/csv']);
  });
});
