import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedReference } from '@tuntas/reference';
import { SlaModule } from '../../../apps/sla/src/sla.module.js';
import { SlaRules } from '../../../apps/sla/src/use-cases/ports.js';
import { TestApp } from '../../kit/app.js';
import { seedFolder } from '../../kit/database.js';
import { complaintsIn } from '../../kit/complaints.js';

/** The files in docs/seed.md by name. */
const described = (): Map<string, string> => {
  const page = readFileSync('docs/seed.md', 'utf8');
  return new Map(
    [...page.matchAll(/^`([\w.]+)`:\n\n```\w+\n([\s\S]*?)```$/gm)].map(([, name, text]) => [name!, text!]),
  );
};

describe('another city, seeded as docs/seed.md describes', () => {
  let folder: string;
  let city: TestApp;
  const { tracked } = complaintsIn(() => city);
  const lodging = { counter: 'LOKET-1', location: { regionCode: '61.71.01', latitude: -0.03, longitude: 109.33 } };
  const change = (file: string, from: string | RegExp, to: string): void => {
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tuntas-seed-'));
    for (const [name, text] of described()) writeFileSync(join(folder, name), text);
    for (const name of ['policies.json', 'ladder.json']) copyFileSync(join(seedFolder, name), join(folder, name));
    city = await TestApp.start({ at: '2026-03-17T09:00:00+07:00', config: { seedFolder: folder } });
  });
  afterAll(async () => {
    await city.stop();
    rmSync(folder, { recursive: true });
  });

  test('has its own tickets, offices, times and clocks', async () => {
    const complaint = await city.lodge(lodging);
    expect([complaint.ticket, complaint.warnings, complaint.receipt.place]).toEqual([
      expect.stringMatching(/^PTK-2026-000001-[0-9A-Z]$/),
      [],
      'Loket Balai Kota',
    ]);
    await city.settle();
    const shown = await city.complaint(complaint.id);
    expect(shown.office).toEqual({ code: 'PUPR', name: 'Dinas Pekerjaan Umum' });
    // The 18th, the 20th and the 23rd are working days: the calendar has Nyepi on the 19th, and joint leave is only in
    // the list of Banjarmasin.
    expect(shown.clocks.find(({ name }) => name === 'first_response')!.dueAt).toBe('2026-03-25T09:00:00.000Z');
    expect((await tracked(complaint)).explanation).toContain('Rabu, 25 Maret 2026 pukul 16.00 WIB');
    const { text } = await city.get('/v1/complaints', {
      as: 'coordinator',
      headers: { accept: 'text/csv; profile=excel' },
    });
    expect(text).toContain('lodgedAt (WIB)');
    expect((await city.lodge({ ...lodging, location: { latitude: -3.32, longitude: 114.59 } })).warnings).toEqual([
      'location_outside_city',
    ]);
    const levy = await city.lodge({ ...lodging, category: 'conduct.illegal_levy' });
    const other = await city.lodge({ ...lodging, category: 'other' });
    await city.settle();
    expect([(await city.complaint(levy.id)).office!.code, (await city.complaint(other.id)).office]).toEqual([
      'INSPEKTORAT',
      null,
    ]);
    expect((await city.get('/v1/offices', { as: 'coordinator' })).body.items.map(({ code }) => code)).toEqual([
      'INSPEKTORAT',
      'PUPR',
    ]);
  });

  test('applies changed names and new rows at the next start, and deletes nothing', async () => {
    change('offices.csv', 'Dinas Pekerjaan Umum', 'Dinas PUPR');
    change('categories.csv', /^other.*\n/m, 'waste.collection,Sampah,Waste,PUPR\n');
    change('regions.csv', /^code/, '\ufeffcode'); // Excel writes a byte order mark
    await seedReference(city.adminUrl, folder);
    expect(await city.sql(`SELECT name FROM reference.offices WHERE code = 'PUPR'`)).toEqual([{ name: 'Dinas PUPR' }]);
    expect((await city.sql('SELECT code FROM reference.categories ORDER BY code')).map(({ code }) => code)).toEqual([
      'conduct.illegal_levy',
      'other',
      'roads.pothole',
      'waste.collection',
    ]);
  });

  test('rejects a row with a wrong number of fields, naming file and line, and changes nothing', async () => {
    change('counters.csv', /$/, 'LOKET-2,Loket, di Balai Kota,service_mall,,\n');
    await expect(seedReference(city.adminUrl, folder)).rejects.toThrow(/counters\.csv:3: 6 fields instead of 5/);
    change('counters.csv', /LOKET-2.*\n/, '');
  });

  test('adds new versions of policies and calendars and does not change existing ones', async () => {
    const rules = city.app.select(SlaModule).get(SlaRules) as SlaRules & { onModuleInit(): Promise<void> };
    const policies = JSON.parse(readFileSync(join(folder, 'policies.json'), 'utf8')) as { name: string }[];
    const first = policies.find(({ name }) => name === 'first_response');
    writeFileSync(
      join(folder, 'policies.json'),
      JSON.stringify([
        ...policies.map(policy => (policy === first ? { ...first, length: 99 } : policy)),
        { ...first, version: 2, validFrom: '2026-06-01', length: 3 },
      ]),
    );
    const [calendar] = JSON.parse(readFileSync(join(folder, 'calendars.json'), 'utf8')) as object[];
    change('holidays.csv', /$/, '2026-12-24,Thu,CUTI_BERSAMA,Cuti Bersama Natal\n');
    await rules.onModuleInit();
    const holidays = () =>
      city.sql(`SELECT version, jsonb_array_length(body->'holidays') AS holidays FROM sla.calendars ORDER BY version`);
    expect(
      await city.sql(
        `SELECT version, body->'length' AS length FROM sla.policies WHERE name = 'first_response' ORDER BY version`,
      ),
    ).toEqual([
      { version: 1, length: 5 },
      { version: 2, length: 3 },
    ]);
    expect(await holidays()).toEqual([{ version: 1, holidays: 1 }]);
    writeFileSync(join(folder, 'calendars.json'), JSON.stringify([calendar, { ...calendar, version: 2 }]));
    await rules.onModuleInit();
    expect(await holidays()).toEqual([
      { version: 1, holidays: 1 },
      { version: 2, holidays: 2 },
    ]);
  });
});
