import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
/** Folder of the client programs and of the files that pin the generator tools. */
export const sources = join(root, 'tests/client/generated');
/** Cache folder for downloaded tools, which is reused by later runs. */
export const cacheOf = (tools: string): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tuntas', tools);
const cache = cacheOf('clients');

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program until it exits. Never throws; returns exit code and output. */
export const run = (
  program: string,
  words: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> =>
  new Promise(resolve => {
    execFile(program, words, { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, output: stdout + stderr + (error && !stderr && !stdout ? String(error) : '') }),
    );
  });

/** Runs a program until it exits. @throws Error with its output if it fails */
export const mustRun = async (
  program: string,
  words: readonly string[],
  options?: Parameters<typeof run>[2],
): Promise<string> => {
  const { code, output } = await run(program, words, options);
  if (code !== 0) throw new Error(`${[program, ...words].join(' ').slice(0, 500)}\n${output.slice(-8_000)}`);
  return output;
};

/** Creates a cache folder once for each content of the recipe file; an incomplete folder is created again. */
const cached = async (recipe: string, make: (folder: string) => Promise<unknown>): Promise<string> => {
  const folder = join(
    cache,
    `${recipe.replace(/\..*$/, '')}-${createHash('sha256')
      .update(readFileSync(join(sources, recipe)))
      .digest('hex')
      .slice(0, 12)}`,
  );
  const completeMarker = join(folder, 'whole');
  if (existsSync(completeMarker)) return folder;
  if (existsSync(folder)) renameSync(folder, `${folder}.broken-${randomUUID()}`);
  mkdirSync(folder, { recursive: true });
  try {
    await make(folder);
    writeFileSync(completeMarker, '');
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};

/**
 * Provides openapi-generator and the libraries of its Java client, from Maven Central.
 * @throws Error if Java, Maven or the registry is missing
 */
export const javaTools = async (): Promise<{ readonly generator: string; readonly libraries: string }> => {
  await mustRun('javac', ['-version']);
  const folder = await cached('pom.xml', tools =>
    mustRun('mvn', ['-q', '-B', '-f', join(sources, 'pom.xml'), 'package', `-Dtools=${tools}`]),
  );
  return { generator: join(folder, 'openapi-generator.jar'), libraries: join(folder, 'libraries', '*') };
};

/**
 * Provides Python with the packages of requirements.txt, from PyPI.
 * @returns the folder of its executables
 * @throws Error if Python or the registry is missing
 */
export const pythonTools = async (): Promise<string> => {
  const folder = await cached('requirements.txt', async tools => {
    await mustRun('python3', ['-m', 'venv', tools]);
    await mustRun(join(tools, 'bin/pip'), [
      'install',
      '-q',
      '--disable-pip-version-check',
      '-r',
      join(sources, 'requirements.txt'),
    ]);
  });
  return join(folder, 'bin');
};
