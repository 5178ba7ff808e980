import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApp } from '../../kit/app.js';

const root = join(__dirname, '../../..');
const stories = join(root, 'tests/client/stories.ts');

const run = (...words: readonly string[]): Promise<{ code: number; output: string }> =>
  new Promise(resolve => {
    execFile(process.execPath, words, { cwd: root, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: stdout + stderr }),
    );
  });

describe('client generated from the OpenAPI document', () => {
  let city: TestApp;
  let folder: string;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    folder = mkdtempSync(join(tmpdir(), 'tuntas-client-'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const made = await run(
      'node_modules/openapi-typescript/bin/cli.js',
      `${city.url}/openapi.json`,
      '--default-non-nullable',
      'false',
      '-o',
      join(folder, 'tuntas.d.ts'),
    );
    expect(made).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await city.stop();
  });

  /** Type-checks a program against the generated types; for the compiler they are in the same folder. */
  const check = (program: string): Promise<{ code: number; output: string }> => {
    const project = join(folder, 'tsconfig.json');
    writeFileSync(
      project,
      JSON.stringify({
        compilerOptions: {
          target: 'ES2023',
          module: 'nodenext',
          strict: true,
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          skipLibCheck: true,
          types: ['node'],
          typeRoots: [join(root, 'node_modules/@types')],
          rootDirs: [folder, join(root, 'tests/client')],
          paths: { 'openapi-fetch': [join(root, 'node_modules/openapi-fetch/dist/index.d.mts')] },
        },
        files: [program],
      }),
    );
    return run('node_modules/typescript/bin/tsc', '-p', project);
  };

  test('has types that are sufficient to play the stories', async () => {
    expect(await check(stories)).toEqual({ code: 0, output: '' });
  });

  test('does not compile with a wrong field, enum value or path', async () => {
    const faults = {
      'advance: duration': 'advance: 14',
      "decision: 'granted'": "decision: 'yes'",
      '/v1/escalations/count': '/v1/escalations/number',
      'found!.id': 'found!.name',
      'confirmed.outcome': 'confirmed.result',
    };
    const source = readFileSync(stories, 'utf8').split('\n');
    const lines = Object.entries(faults).map(([right, wrong]) => {
      const line = source.findIndex(text => text.includes(right));
      source[line] = source[line]!.replace(right, wrong);
      return line + 1;
    });
    const faulty = join(folder, 'faulty.ts');
    writeFileSync(faulty, source.join('\n'));
    const { output } = await check(faulty);
    const found = new Set([...output.matchAll(/faulty\.ts\((\d+),/g)].map(([, line]) => Number(line)));
    expect([...found].sort((one, other) => one - other)).toEqual(lines.sort((one, other) => one - other));
  });

  test('plays the stories: settled at the counter, and neglected up to the Ombudsman', async () => {
    expect(await run('--import', './tests/kit/typescript.mjs', stories, city.url)).toEqual({
      code: 0,
      output: 'settled and neglected\n',
    });
  });
});
