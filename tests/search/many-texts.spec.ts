import { readFileSync } from 'node:fs';
import { SearchWords } from '@tuntas/complaint/storage';
import { UuidV7Ids } from '@tuntas/database';
import type { Actor } from '@tuntas/kernel';
import { Cards } from '../../apps/queries/src/storage/cards.js';
import { ComplaintList } from '../../apps/queries/src/storage/complaint-list.js';
import { BareDatabase } from '../kit/bare-database.js';
import { insertComplaints } from '../kit/complaint-rows.js';

/** The number of complaints in SEARCH_COMPLAINTS; with it the test prints the times that docs/search.md reports. */
const requested = process.env['SEARCH_COMPLAINTS'];
const count = Number(requested ?? 2_000);
const times = 20;
const actor = (role: Actor['role'], office: string | null = null): Actor => ({
  role,
  ref: 'one',
  office,
  client: null,
});
const offices = [
  'PUPR',
  'DISHUB',
  'DLH',
  'SATPOLPP',
  'DISDIK',
  'DISDUKCAPIL',
  'DINKES',
  'DINSOS',
  'DPMPTSP',
  'DISPERKIM',
];

interface Written {
  readonly subject: string;
  readonly description: string;
}

describe('search among many complaints', () => {
  let bare: BareDatabase;
  let list: ComplaintList;

  beforeAll(async () => {
    bare = await BareDatabase.make();
    const written = JSON.parse(readFileSync('deploy/demo/complaints.json', 'utf8')) as readonly Written[];
    const ids = new UuidV7Ids();
    const one = ids.next();
    await insertComplaints(bare, [{ id: one }]);
    await bare.sql('CREATE TABLE copies AS SELECT gen_random_uuid() AS id, n FROM generate_series(1, $1::int) AS n', [
      count,
    ]);
    await bare.sql(
      `INSERT INTO complaints.complaints SELECT made.* FROM complaints.complaints AS c, copies AS k,
       LATERAL jsonb_populate_record(c, jsonb_build_object('id', k.id, 'ticket', 'BJM-COPY-' || n, 'office', ($2::text[])[1 + n % $3::int], 'lodged_at', c.lodged_at + n * interval '1 minute')) AS made
       WHERE c.id = $1`,
      [one, offices, offices.length],
    );
    for (const field of ['subject', 'description'] as const)
      await bare.sql(
        `INSERT INTO complaints.texts
          SELECT gen_random_uuid(), id, $1, '\\x00', ($2::text[])[1 + n % $3::int] || ' nomor' || n, now()
          FROM copies`,
        [field, written.map(each => each[field]), written.length],
      );
    await bare.sql(
      `INSERT INTO queries.cards
        SELECT id, ticket, status, outcome, cycle, classification, category, channel, region_code, office,
          vulnerable_groups, alleged_maladministration, lodged_by_ref, lodged_by_role, lodged_at,
          NULL, false, 0, '{}', version, 0, 0
         FROM complaints.complaints
         WHERE id <> $1`,
      [one],
    );
    await bare.sql('VACUUM ANALYZE');
    const database = await bare.openAs('queries');
    list = new ComplaintList(database, new Cards(database), new SearchWords(database));
  }, 1_800_000);
  afterAll(() => bare.drop());

  const searches: readonly [string, string][] = [
    ['a common word', 'jalan'],
    ['a word of nearly all texts', 'tidak'],
    ['three words', 'lampu jalan mati'],
    ['a rare word', 'nomor77'],
    ['a phrase', '"rumah sakit"'],
    ['all but a word', '-sampah'],
    ['no text', 'nirwujud'],
  ];
  const scopes: readonly [string, Actor][] = [
    ['everything', actor('coordinator')],
    ['an office', actor('officer', 'DLH')],
    ['nothing', actor('inspectorate')],
  ];

  test.each(searches.flatMap(([kind, q]) => scopes.map(([scope, reader]) => [kind, scope, q, reader] as const)))(
    'finds %s in the reach of %s, in pages and in the count',
    async (kind, scope, q, reader) => {
      const total = await list.count(reader, { q });
      for (const sort of ['fit', '-lodgedAt'] as const) {
        const { items } = await list.page(reader, { filter: { q }, sort, limit: 50, after: null });
        expect(items.length).toBe(Math.min(50, total));
        if (reader.office) expect(new Set(items.map(({ office }) => office!.code)).size).toBeLessThanOrEqual(1);
      }
      if (scope === 'nothing') expect(total).toBe(0);
      if (requested)
        await printTimes(`${kind} | ${scope} | ${total}`, [
          () => list.page(reader, { filter: { q }, sort: 'fit', limit: 50, after: null }),
          () => list.page(reader, { filter: { q }, sort: '-lodgedAt', limit: 50, after: null }),
          () => list.count(reader, { q }),
        ]);
    },
  );

  const printTimes = async (name: string, requests: readonly (() => Promise<unknown>)[]): Promise<void> => {
    const cells: string[] = [];
    for (const request of requests) {
      const taken: number[] = [];
      for (let n = 0; n < times; n += 1) {
        const from = performance.now();
        await request();
        taken.push(performance.now() - from);
      }
      taken.sort((a, b) => a - b);
      cells.push(`${Math.round(taken[times / 2]!)} / ${Math.round(taken[Math.floor(times * 0.95)]!)}`);
    }
    process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
  };
});
