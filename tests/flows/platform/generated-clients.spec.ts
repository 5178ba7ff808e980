import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestApp } from '../../kit/app.js';
import { javaTools, mustRun, pythonTools, run, sources, type Ended } from '../../kit/client-tools.js';

// The tools come from Maven Central and PyPI once. Without them these tests are skipped with a message;
// REQUIRE_CLIENTS=1 makes that a failure.
const isRequired = process.env['REQUIRE_CLIENTS'] === '1';
jest.setTimeout(900_000);

const had = async <Tools>(name: string, fetched: Promise<Tools>): Promise<Tools | null> => {
  try {
    return await fetched;
  } catch (error) {
    if (isRequired) throw error;
    console.warn(`SKIPPED: no client is generated with ${name}, whose tools cannot be had.\n${String(error)}`);
    return null;
  }
};

describe('clients generated from the OpenAPI document by other generators', () => {
  let city: TestApp;
  let folder: string;
  let document: string;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    folder = mkdtempSync(join(tmpdir(), 'tuntas-clients-'));
    document = join(folder, 'openapi.json');
    writeFileSync(document, (await city.get('/openapi.json')).text);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await city.stop();
  });

  const called: Ended = { code: 0, output: 'called\n' };
  const fresh = (name: string): string => {
    const made = join(folder, name);
    mkdirSync(made);
    return made;
  };
  const generate = async (
    generator: string,
    language: string,
    out: string,
    ...more: readonly string[]
  ): Promise<void> => {
    await mustRun('java', [
      '-XX:TieredStopAtLevel=1',
      '-jar',
      generator,
      'generate',
      '-i',
      document,
      '-g',
      language,
      '-o',
      out,
      '--global-property',
      'apiTests=false,modelTests=false,apiDocs=false,modelDocs=false',
      ...more,
    ]);
  };

  test('openapi-generator for Java: compiles and calls', async () => {
    const tools = await had('openapi-generator', javaTools());
    if (!tools) return;
    const [out, classes] = [fresh('java'), fresh('classes')];
    await generate(
      tools.generator,
      'java',
      out,
      '--library',
      'native',
      '--additional-properties',
      'useSingleRequestParameter=true',
    );
    const inside = join(out, 'src/main/java');
    const files = readdirSync(inside, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.java'))
      .map(name => join(inside, name));
    await mustRun('javac', [
      '-nowarn',
      '-proc:none',
      '-cp',
      tools.libraries,
      '-d',
      classes,
      ...files,
      join(sources, 'Calls.java'),
    ]);
    expect(await run('java', ['-cp', [classes, tools.libraries].join(':'), 'Calls', city.url])).toEqual(called);
  });

  test('openapi-generator for TypeScript with fetch: compiles and calls', async () => {
    const tools = await had('openapi-generator', javaTools());
    if (!tools) return;
    const out = fresh('typescript');
    await generate(tools.generator, 'typescript-fetch', join(out, 'client'));
    copyFileSync(join(sources, 'calls.ts'), join(out, 'calls.ts'));
    writeFileSync(join(out, 'package.json'), '{}');
    writeFileSync(
      join(out, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          module: 'nodenext',
          lib: ['ES2022', 'DOM'],
          strict: true,
          skipLibCheck: true,
          rootDir: '.',
          outDir: 'out',
          types: ['node'],
          typeRoots: [join(__dirname, '../../../node_modules/@types')],
        },
        files: ['calls.ts'],
      }),
    );
    expect(
      await run(process.execPath, [join(__dirname, '../../../node_modules/typescript/bin/tsc'), '-p', out]),
    ).toEqual({
      code: 0,
      output: '',
    });
    expect(await run(process.execPath, [join(out, 'out/calls.js'), city.url])).toEqual(called);
  });

  test('openapi-generator for Python: passes the type check and calls', async () => {
    const [tools, bin] = [await had('openapi-generator', javaTools()), await had('Python', pythonTools())];
    if (!tools || !bin) return;
    const out = fresh('python');
    await generate(tools.generator, 'python', out);
    await typesAreRight(bin, out, 'calls.py');
    expect(await run(join(bin, 'python'), ['calls.py', city.url], { cwd: out })).toEqual(called);
  });

  test('openapi-python-client: skips no operation, passes the type check and calls', async () => {
    const bin = await had('openapi-python-client', pythonTools());
    if (!bin) return;
    const out = join(folder, 'openapi-python-client');
    writeFileSync(join(folder, 'config.yaml'), 'post_hooks: []\n');
    const output = await mustRun(join(bin, 'openapi-python-client'), [
      'generate',
      '--path',
      document,
      '--config',
      join(folder, 'config.yaml'),
      '--output-path',
      out,
    ]);
    expect(output).not.toMatch(/warning|unable/i);
    await typesAreRight(bin, out, 'calls_opc.py');
    expect(await run(join(bin, 'python'), ['calls_opc.py', city.url], { cwd: out })).toEqual(called);
  });

  /** Type-checks the program, the client modules that it imports, and every other file of the client. */
  const typesAreRight = async (bin: string, out: string, program: string): Promise<void> => {
    copyFileSync(join(sources, program), join(out, program));
    await mustRun(join(bin, 'python'), ['-m', 'compileall', '-q', '.'], { cwd: out });
    expect(
      await run(join(bin, 'mypy'), ['--no-error-summary', '--cache-dir', join(folder, `mypy-${program}`), program], {
        cwd: out,
      }),
    ).toEqual({ code: 0, output: '' });
  };
});
