import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { TestApp } from '../../kit/app.js';

/** The commands of docs/walk-through.md, as a person would type them. */
const page = readFileSync('docs/walk-through.md', 'utf8');
const walk = [...page.matchAll(/<!-- walk -->\n```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands!);

describe('docs/walk-through.md', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterAll(() => city.stop());

  test('runs as typed, from the counter to the Ombudsman', async () => {
    expect(walk).toHaveLength(4);
    const script = walk.join('\n').replaceAll('http://127.0.0.1:3000', city.url);
    const { stdout, stderr } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      maxBuffer: 1 << 24,
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/accessCode: '[0-9A-Z]{4}-[0-9A-Z]{4}'/);
    expect(stdout).toContain("status: 'assigned'");
    expect(stdout).toMatch(/^in_progress$[\s\S]*^resolved$[\s\S]*^confirmed$/m);
    expect(stdout).toMatch(/resolution {2}level 3 {2}ombudsman/);
    expect(stdout).toMatch(/'\d{4}\/LM\/[IVX]+\/\d{4}\/BJM'/);
    expect(stdout).toContain("'intake_material', 'rapid_response', 'examination'".replaceAll(', ', ',\n  '));
    expect(stdout).toMatch(/hash: '[0-9a-f]{64}'/);
    expect(stdout).toContain('case.opened.v1');
    expect(stdout).toContain('2026-04-14T08:00:00.000Z');
  });
});
