import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly isZombie: boolean;
}

/** Lists all processes of the machine, from /proc, since a small image has no `ps`. */
const listed = (): Listed[] =>
  existsSync('/proc/self/stat')
    ? readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .flatMap(statOf)
    : execFileSync('ps', ['-axo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .map(line => line.trim().split(/\s+/))
        .map(([pid, parent, state]) => ({
          pid: Number(pid),
          parent: Number(parent),
          isZombie: state!.startsWith('Z'),
        }));

const statOf = (pid: string): Listed[] => {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [{ pid: Number(pid), parent: Number(parent), isZombie: state === 'Z' }];
  } catch {
    return []; // the process ended in the meantime
  }
};

/** Lists the direct and indirect child processes. */
export const descendantsOf = (pid: number): number[] => {
  const all = listed();
  const below = (parent: number): number[] =>
    all.filter(each => each.parent === parent).flatMap(each => [each.pid, ...below(each.pid)]);
  return below(pid);
};

/** Filters the processes that are still running. */
export const running = (pids: readonly number[]): number[] =>
  listed()
    .filter(({ pid, isZombie }) => !isZombie && pids.includes(pid))
    .map(({ pid }) => pid);

/** Sends SIGKILL to each process that still exists. */
export const kill = (pids: readonly number[]): void => {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      /* gone already */
    }
};
