import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The system user of the server, if it differs from the user of this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const candidates = ['postgres', 'nobody'];

/**
 * Chooses the system user of the server. PostgreSQL refuses to run as root, so a process of root runs it as the owner
 * of the data, or as `postgres` or `nobody`.
 * @param data the data folder, which need not exist yet
 * @returns undefined if this process does not run as root; the server then runs as the same user
 * @throws Error with one sentence if there is no such user
 */
export const serverAccount = (data: string | undefined): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const owner = data === undefined ? undefined : statSync(data, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  // initdb looks up the name of its user, so a uid without an entry is not enough.
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

/** Whether the server's user can enter the folder. It is tried, since access lists and mounts matter too. */
export const canEnter = (account: Account | undefined, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', resolve(folder)], { ...account, cwd: '/', stdio: 'ignore' })
    .status === 0;
