import { randomBytes, createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canEnter, serverAccount, type Account } from './account.js';

/** The stored settings of a home's server. */
export interface Settings {
  readonly password: string;
  /** Absent before the first start, and if the port is configured. */
  readonly port?: number;
  /** The folder that contains the data folder; relative to the home. */
  readonly place: string;
}

const fileOf = (home: string) => join(home, 'postgres.json');

/**
 * Reads the settings of the home, or creates them at its first start.
 * @throws Error with one sentence if the home belongs to another user
 */
export const settingsOf = (home: string): Settings => {
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const existing = readSettings(home);
  if (existing) return existing;
  const draft = draftOf(home, { password: randomBytes(24).toString('base64url'), place: chooseServerFolder(home) });
  try {
    linkSync(draft, fileOf(home));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // otherwise another process was first, and its settings are used
  } finally {
    rmSync(draft);
  }
  return readSettings(home)!;
};

export const changeSettings = (home: string, settings: Settings): void =>
  renameSync(draftOf(home, settings), fileOf(home));

export const placeOf = (home: string, settings: Settings): string => resolve(realpathSync(home), settings.place);

const readSettings = (home: string): Settings | undefined => {
  try {
    return JSON.parse(readFileSync(fileOf(home), 'utf8')) as Settings;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === 'EACCES')
      throw new Error(`${home} belongs to another user; set TUNTAS_HOME to a folder of your own.`, { cause: error });
    throw error;
  }
};

const draftOf = (home: string, settings: Settings): string => {
  const draft = `${fileOf(home)}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return draft;
};

/**
 * Chooses the folder for the data: in the home, or outside if the server's user cannot enter the home.
 * @throws Error with one sentence if the home has a database but no settings
 */
const chooseServerFolder = (home: string): string => {
  const account = serverAccount(undefined);
  const inside = join(home, 'postgres');
  if (existsSync(join(inside, 'data'))) {
    throw new Error(
      `${inside} holds a database whose password is lost with ${fileOf(home)}: bring that file back, or move the folder away.`,
    );
  }
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  handOver(inside, account);
  if (canEnter(account, inside)) return 'postgres';
  rmdirSync(inside);
  const name = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
  const outside = mkdtempSync(join(writableFolderOf(account), `${name}-`)); // created with mode 0700
  handOver(outside, account);
  return outside;
};

export const handOver = (path: string, account: Account | undefined): void => {
  if (account) chownSync(path, account.uid, account.gid);
};

/**
 * Finds or creates a folder outside the home that the server's user can enter and only this user can write to.
 * @throws Error with one sentence if there is none
 */
export const writableFolderOf = (account: Account | undefined): string => {
  for (const folder of ['/var/lib/tuntas', join(tmpdir(), 'tuntas')]) {
    try {
      mkdirSync(folder, { mode: 0o755 });
      chmodSync(folder, 0o755);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') continue;
    }
    const found = lstatSync(folder);
    const isOwned = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
    if (isOwned && canEnter(account, folder)) return folder;
  }
  throw new Error(
    "There is no folder that the database server's user can enter: set TUNTAS_HOME to one, or set DATABASE_URL.",
  );
};

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
