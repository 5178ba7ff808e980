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

/** Parameters to create or run one cluster. */
export interface Cluster {
  readonly native: string;
  readonly account: Account | undefined;
  /** The parent of the data folder, owned by the server's user. */
  readonly folder: string;
  readonly data: string;
  readonly logFile: string;
  readonly password: string;
}

export interface Running {
  readonly pid: number;
  readonly port: number;
}

const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Creates the data folder atomically. @throws Error with the output of initdb */
export const initialize = ({ native, account, folder, data, password }: Cluster): void => {
  const draft = mkdtempSync(join(folder, 'new-'));
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
      { ...account, cwd: folder, env: environment, encoding: 'utf8' },
    );
    if (made.status !== 0)
      throw new Error(`The database could not be created: ${made.error?.message ?? made.stderr.trim()}`);
    try {
      renameSync(join(draft, 'data'), data);
    } catch (error) {
      // otherwise another process was first
      if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};

/** Starts the server in its own session: Ctrl-C does not reach it, so it is still available during the shutdown. */
export const launch = ({ native, account, data, logFile }: Cluster, port: number): ChildProcess => {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Error messages quote values, which may be personal data. So only messages about the server itself are logged.
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
  child.on('error', () => undefined); // the caller detects a failed start by the missing pid
  child.unref();
  return child;
};

/** Finds the server that runs on this data folder. It also checks the process, since pids are reused. */
export const runningOn = (data: string): Running | undefined => {
  const [pid, , , port] = pidFile(data).map(Number);
  return pid && port && workingIn(data, pid).includes(pid) ? { pid, port } : undefined;
};

/** Removes the processes and the pid file of a killed server, so that the next one can start. */
export const removeRemains = async (data: string): Promise<void> => {
  const [pid] = pidFile(data).map(Number);
  if (!pid) return;
  // A busy backend outlives its postmaster and would keep the data locked.
  for (const left of workingIn(data, pid)) send(left, 'SIGKILL');
  if (!(await waitUntil(() => workingIn(data, pid).length === 0, 5_000))) return;
  if (isAlive(pid)) rmSync(join(data, 'postmaster.pid'), { force: true }); // the pid now belongs to another process
};

/** Stops a server: SIGINT, then SIGQUIT (requires crash recovery), then SIGKILL. Takes at most about 9 s. */
export const stopServer = async (pid: number, isGone: () => boolean): Promise<void> => {
  for (const [signal, timeoutMs] of [
    ['SIGINT', 6_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 1_000],
  ] as const) {
    send(pid, signal);
    if (await waitUntil(isGone, timeoutMs)) return;
  }
};

export const waitUntil = async (condition: () => boolean, timeoutMs: number): Promise<boolean> => {
  for (const until = Date.now() + timeoutMs; !condition(); await pause(20)) if (Date.now() > until) return false;
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
    // the process has ended
  }
};

const pidFile = (data: string): string[] => {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
};

/** Finds the processes of the server: each has the data folder as its working directory. */
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
