import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Who the server runs as, where that is not who runs us. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const candidates = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses root, so root lends it an unprivileged user: the owner of the data, or one that every system has.
 * @param data the data folder, which need not exist yet
 * @returns undefined where we are not root and the server simply runs as us
 * @throws Error with one sentence where there is no such user
 */
export const serverAccount = (data: string | undefined): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const owner = data === undefined ? undefined : statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  // initdb looks its user up, so a number without an entry would not do.
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'));
  for (const name of candidates) {
    const entry = entries.find(([user]) => user === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    `PostgreSQL does not run as root, and this system has no user ${candidates.join(' or ')} to run it as: create one.`,
  );
};

/** Whether the server's user gets into the folder: tried, because access lists and mounts decide too. */
export const canEnter = (account: Account | undefined, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', resolve(folder)], { ...account, cwd: '/', stdio: 'ignore' })
    .status === 0;
