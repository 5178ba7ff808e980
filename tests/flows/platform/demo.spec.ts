import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { outcomes, statuses } from '@tuntas/contracts';
import { AllInOneModule } from '../../../apps/all-in-one/src/all-in-one.module.js';
import { TestApp } from '../../kit/app.js';
import { expectedSummary } from '../../kit/expected-summary.js';
import type { Schemas } from '../../kit/response-body.js';

/** Runs the command as a user does. */
const demo = async (
  url: string,
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string; readonly errorOutput: string }> => {
  const program = spawn(process.execPath, ['deploy/demo/run.mjs', ...args], {
    cwd: join(__dirname, '../../..'),
    env: { ...process.env, TUNTAS_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errorOutput, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, 'exit'),
  ]);
  return { code: code as number | null, output, errorOutput };
};
/** The report as docs/demo.md shows it. */
const shown = /<!-- demo -->\n```text\n([\s\S]*?)```/
  .exec(readFileSync('docs/demo.md', 'utf8'))![1]!
  .split('\n')
  .filter(line => line !== '' && line !== '...');
const withoutSeconds = (line: string) => line.replace(/[\d.]+ seconds/, 'seconds');

const counts = (rows: readonly { readonly key: string | number; readonly count: string }[]) =>
  Object.fromEntries(rows.map(({ key, count }) => [key, Number(count)]));
const none = (names: readonly (string | number)[]) => Object.fromEntries(names.map(name => [name, 0]));

/** The figures that the demo prints. */
interface Figures {
  readonly complaints: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly levels: Readonly<Record<string, number>>;
  readonly raised: Readonly<Record<string, number>>;
  readonly breached: Readonly<Record<string, number>>;
  readonly stages: Readonly<Record<string, number>>;
  readonly resolution: Readonly<Record<'met' | 'breached' | 'running', number>>;
  readonly offices: readonly Schemas['SlaGroup'][];
}

describe('demo of three months in a city', () => {
  let city: TestApp;
  let figures: Figures;
  let output: string;
  beforeAll(async () => {
    city = await TestApp.start();
    const folder = mkdtempSync(join(tmpdir(), 'tuntas-demo-'));
    const run = await demo(city.url, '--lang', 'en', '--figures', join(folder, 'figures.json'));
    if (run.code !== 0) throw new Error(run.errorOutput);
    output = run.output;
    figures = JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8'));
    rmSync(folder, { recursive: true });
  });
  afterAll(() => city.stop());

  const tally = async (sql: string) =>
    counts(await city.sql(`SELECT key, count(*) FROM (${sql}) AS each (key) GROUP BY key`));

  test('reaches every outcome of a complaint and every level', () => {
    expect(figures.complaints).toBeGreaterThanOrEqual(60);
    for (const status of statuses) expect([status, figures.statuses[status]]).toEqual([status, expect.any(Number)]);
    for (const [word, count] of [
      ...Object.entries(figures.statuses),
      ...Object.entries(figures.levels),
      ...Object.entries(figures.raised),
    ])
      expect([word, count]).not.toEqual([word, 0]);
    expect(Object.keys(figures.outcomes).sort()).toEqual([...outcomes].sort());
    expect(figures.stages).toMatchObject({ closed: expect.any(Number), not_admissible: expect.any(Number) });
  });

  test('is deterministic', () => {
    expect(figures).toMatchObject({
      complaints: 83,
      cases: 7,
      raised: { 1: 24, 2: 20, 3: 7 },
      resolution: { met: 66, breached: 10 },
      outcomes: {
        confirmed: 39,
        closed_by_silence: 13,
        heard: 5,
        referred_out: 4,
        contested: 3,
        deemed_withdrawn: 2,
        withdrawn: 2,
      },
    });
  });

  test('prints what docs/demo.md shows', () => {
    const lines = output.split('\n').map(withoutSeconds);
    expect(shown.length).toBeGreaterThan(20);
    expect(shown.map(withoutSeconds).filter(line => !lines.includes(line))).toEqual([]);
    expect(output).toMatch(/v1\/tracking\/BJM-2026-000002-. -H 'X-Access-Code: [0-9A-Z]{4}-[0-9A-Z]{4}'/);
  });

  test('prints the numbers of the services that own the facts', async () => {
    expect(figures.complaints).toBe(Number((await city.sql('SELECT count(*) FROM complaints.complaints'))[0]!.count));
    expect(figures.statuses).toEqual({
      ...none(statuses),
      ...(await tally('SELECT status FROM complaints.complaints')),
    });
    expect(figures.outcomes).toEqual(
      await tally('SELECT outcome FROM complaints.complaints WHERE outcome IS NOT NULL'),
    );
    expect(figures.levels).toEqual(
      await tally(
        `SELECT coalesce(
            (SELECT max(level) FROM escalation.escalations e WHERE e.complaint_id = c.id AND e.cycle = c.cycle), 0)
          FROM complaints.complaints c`,
      ),
    );
    expect(figures.raised).toEqual(await tally('SELECT level FROM escalation.escalations'));
    expect(figures.breached).toEqual({
      ...none(Object.keys(figures.breached)),
      ...(await tally(`SELECT name FROM sla.clocks WHERE status = 'breached' AND name <> 'ladder'`)),
    });
    expect(figures.stages).toEqual(await tally('SELECT stage FROM ombudsman.cases'));
  });

  test('prints per office what the summary of the clocks has and what a count of the clocks gives', async () => {
    const { body } = await city.get('/v1/sla/summary?groupBy=office&name=resolution', {
      as: 'sla_operator',
      headers: { 'accept-language': 'en' },
    });
    expect(figures.offices).toEqual(body.groups);
    const counted = await expectedSummary(
      city,
      { groupBy: 'office', only: { name: 'resolution' } },
      new Date((await city.get('/dev/clock')).body.now),
    );
    expect(figures.offices).toEqual(counted.map(group => ({ ...group, label: expect.any(String) })));
    const sum = (figure: 'met' | 'breached' | 'running') =>
      figures.offices.reduce((total, office) => total + office[figure], 0);
    expect(figures.resolution).toEqual({ met: sum('met'), breached: sum('breached'), running: sum('running') });
    expect(figures.offices.length).toBeGreaterThan(12);
  });

  test('leaves no complaint unassigned and unqueued, no event unprocessed and no clock overdue', async () => {
    expect(
      await city.sql(`SELECT ticket FROM complaints.complaints
      WHERE office IS NULL
        AND status NOT IN ('received', 'closed', 'archived')
        AND NOT (status = 'awaiting_completion' AND interrupted_status = 'received')`),
    ).toEqual([]);
    expect(await city.sql('SELECT * FROM eventlog.parked')).toEqual([]);
    const { now } = (await city.get('/dev/clock')).body;
    expect(await city.sql(`SELECT id FROM sla.clocks WHERE status = 'running' AND due_at <= $1`, [now])).toEqual([]);
  });

  test('uses names that cannot belong to real people', () => {
    const lodgings = JSON.parse(
      readFileSync(join(__dirname, '../../../deploy/demo/complaints.json'), 'utf8'),
    ) as Schemas['Lodging'][];
    expect(new Set(lodgings.map(({ description }) => description)).size).toBe(figures.complaints);
    for (const { complainant, representative } of lodgings)
      for (const person of [complainant, representative])
        if (person) {
          expect(person).toMatchObject({
            nationalId: person.nationalId && expect.stringMatching(/^637199\d{6}0000$/),
            phone: person.phone && expect.stringMatching(/^\+62840000/),
          });
          expect(person.email ?? '@example.com').toMatch(/@example\.com$/);
        }
  });

  test('refuses a database that has complaints, unless it is forced', async () => {
    const { now } = (await city.get('/dev/clock')).body;
    expect(await demo(city.url, '--lang', 'en')).toMatchObject({
      code: 1,
      output: '',
      errorOutput: expect.stringContaining('holds complaints already'),
    });
    expect(Date.parse((await city.get('/dev/clock')).body.now) - Date.parse(now)).toBeLessThan(3_600_000);
  });
});

describe('demo command', () => {
  test('has the same texts in both languages', async () => {
    const { texts } = await import('../../../deploy/demo/texts.mjs');
    const words = (language: object) =>
      Object.entries(language).map(([name, value]) => [
        name,
        typeof value === 'object' ? Object.keys(value as object) : typeof value,
      ]);
    expect(words(texts.en)).toEqual(words(texts.id));
  });

  test('prints what to do when no server answers, and its usage', async () => {
    expect(await demo('http://127.0.0.1:1')).toMatchObject({
      code: 1,
      output: '',
      errorOutput: expect.stringContaining('npm start'),
    });
    expect(await demo('http://127.0.0.1:1', '--lang', 'fr')).toMatchObject({
      code: 2,
      output: '',
      errorOutput: expect.stringContaining('npm run demo'),
    });
  });

  test('shows its progress in a terminal without installed packages, for use with remote systems', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuntas-demo-'));
    copyFileSync(join(__dirname, '../../../deploy/demo/progress.mjs'), join(folder, 'progress.mjs'));
    const shows = `process.stderr.isTTY = true; const { update, done } = await (await import('./progress.mjs')).progress('en'); update(0, 2, '2026-01-05'); update(1, 2, '2026-02-05'); done();`;
    const program = spawn(process.execPath, ['--input-type=module', '-e', shows], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    expect(await text(program.stderr)).toBe('January 2026 ...\nFebruary 2026 ...\n');
    rmSync(folder, { recursive: true });
  });

  test('refuses a system that has no development clock', async () => {
    const city = await TestApp.start({ modules: [AllInOneModule] });
    try {
      expect(await demo(city.url, '--lang', 'en')).toMatchObject({
        code: 1,
        output: '',
        errorOutput: expect.stringContaining('for development alone'),
      });
      expect(await city.sql('SELECT id FROM complaints.complaints')).toEqual([]);
    } finally {
      await city.stop();
    }
  });
});
