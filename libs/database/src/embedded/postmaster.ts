import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './account.js';
import { codeOf, handOver } from './home.js';

export const superuser = 'postgres';

/** All that is needed to make or run one cluster. */
export interface Cluster {
  readonly native: string;
  readonly account: Account | undefined;
  /** Holds the data folder; the server's user owns it. */
  readonly place: string;
  readonly data: string;
  readonly logFile: string;
  readonly password: string;
}

export interface Running {
  readonly pid: number;
  readonly port: number;
}

const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the data folder, whole or not at all. @throws Error with initdb's own words */
export const initialize = ({ native, account, place, data, password }: Cluster): void => {
  const draft = mkdtempSync(join(place, 'new-'));
  try {
    const passwordFile = join(draft, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    for (const path of [draft, passwordFile]) handOver(path, account);
    const made = spawnSync(
      join(native, 'bin', 'initdb'),
      [
        '-D',
        join(draft, 'data'),
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { ...account, cwd: place, env: environment, encoding: 'utf8' },
    );
    if (made.status !== 0)
      throw new Error(`The database could not be made: ${made.error?.message ?? made.stderr.trim()}`);
    try {
      renameSync(join(draft, 'data'), data);
    } catch (error) {
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error; // else another process was first
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};

/** Starts the server in a session of its own, so that Ctrl-C reaches us alone and the server outlives our draining. */
export const launch = ({ native, account, data, logFile }: Cluster, port: number): ChildProcess => {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Errors quote values, which may be personal: only what concerns the server itself is logged.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
  const output = openSync(logFile, 'w', 0o600);
  const child = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...account, cwd: '/', env: environment, detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  child.on('error', () => undefined); // then there is no pid, which the caller sees
  child.unref();
  return child;
};

/** The server that works on this data now, whoever started it. A pid file alone proves nothing: pids are used again. */
export const runningOn = (data: string): Running | undefined => {
  const [pid, , , port] = pidFile(data).map(Number);
  return pid && port && workingIn(data, pid).includes(pid) ? { pid, port } : undefined;
};

/** Clears what a killed server left behind, so that the next one can start. */
export const clearRemains = async (data: string): Promise<void> => {
  const [pid] = pidFile(data).map(Number);
  if (!pid) return;
  // A busy session outlives its postmaster and would keep the data locked.
  for (const left of workingIn(data, pid)) send(left, 'SIGKILL');
  if (!(await comesTrue(() => workingIn(data, pid).length === 0, 5_000))) return;
  if (isAlive(pid)) rmSync(join(data, 'postmaster.pid'), { force: true }); // the number belongs to a stranger now
};

/** Ends a server: politely, then without clean-up (which only costs a recovery), then by force. About 9 s at most. */
export const end = async (pid: number, isGone: () => boolean): Promise<void> => {
  for (const [signal, patienceMs] of [
    ['SIGINT', 6_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 1_000],
  ] as const) {
    send(pid, signal);
    if (await comesTrue(isGone, patienceMs)) return;
  }
};

export const comesTrue = async (condition: () => boolean, patienceMs: number): Promise<boolean> => {
  for (const until = Date.now() + patienceMs; !condition(); await pause(20)) if (Date.now() > until) return false;
  return true;
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
};

const pidFile = (data: string): string[] => {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
};

/** Processes of the server on this data: every one of them has it as its working folder. */
const workingIn = (data: string, pid: number): number[] => {
  if (process.platform !== 'linux') return isAlive(pid) ? [pid] : [];
  return readdirSync('/proc')
    .map(Number)
    .filter(candidate => {
      try {
        return candidate > 0 && readlinkSync(`/proc/${candidate}/cwd`) === data;
      } catch {
        return false;
      }
    });
};
