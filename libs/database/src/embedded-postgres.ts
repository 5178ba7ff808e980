import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { canEnter, serverAccount } from './embedded/account.js';
import { binariesFor } from './embedded/binaries.js';
import { changeSettings, placeOf, settingsOf, writableFolderOf, type Settings } from './embedded/home.js';
import {
  removeRemains,
  stopServer,
  initialize,
  isAlive,
  launch,
  runningOn,
  superuser,
  type Cluster,
} from './embedded/postmaster.js';

export interface EmbeddedPostgresOptions {
  /** The folder with data and secrets (TUNTAS_HOME). */
  readonly home: string;
  /** Absent: a free port, chosen at the first start and reused while it is free. */
  readonly port?: number;
  readonly log: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Connection URL with the superuser and the database `tuntas`. */
  readonly url: string;
  /** The data folder of the server. */
  readonly dataFolder: string;
  /** Stops the server within 10 s. A second call waits for the first. */
  stop(): Promise<void>;
}

const database = 'tuntas';
const recoveryTimeoutMs = 300_000;

/**
 * Runs a PostgreSQL server on 127.0.0.1 for one home. It cleans up after an earlier run, including a server that still
 * runs. One process at a time can use a home.
 * @throws Error with one sentence if the home is in use or the server cannot start
 */
export const startEmbeddedPostgres = async ({
  home,
  port,
  log,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const settings = settingsOf(home);
  const cluster = clusterOf(home, settings);
  if (!existsSync(join(cluster.data, 'PG_VERSION'))) {
    log(`Creating a new database in ${cluster.data}.`);
    initialize(cluster);
  }
  await stopOrphan(cluster, home, log);
  const { child, claim, usedPort } = await startServer(cluster, home, port ?? settings.port, port !== undefined);
  if (port === undefined && usedPort !== settings.port) changeSettings(home, { ...settings, port: usedPort });
  await ensureDatabase(claim);
  log(`PostgreSQL is ready on 127.0.0.1:${usedPort}.`);
  return { url: urlOf(cluster, usedPort, database), dataFolder: cluster.data, stop: stopper(child, claim, log) };
};

const clusterOf = (home: string, settings: Settings): Cluster => {
  const folder = placeOf(home, settings);
  const account = serverAccount(folder);
  if (!canEnter(account, folder))
    throw new Error(`The database server's user cannot enter ${folder}: grant it access, or set TUNTAS_HOME.`);
  const native = binariesFor(account, () => (account ? writableFolderOf(account) : home));
  const data = join(realpathSync(folder), 'data');
  return { native, account, folder, data, logFile: join(home, 'postgres.log'), password: settings.password };
};

/** Stops a server that still runs after its Tuntas process was killed, unless another process uses it. */
const stopOrphan = async (cluster: Cluster, home: string, log: (message: string) => void): Promise<void> => {
  const orphan = runningOn(cluster.data);
  if (!orphan) return removeRemains(cluster.data);
  const isGone = () => runningOn(cluster.data)?.pid !== orphan.pid;
  const claim = await claimHome(cluster, orphan.port, home, isGone);
  if (claim) {
    log('Stopping the database server that an earlier run left behind.');
    await claim.end().catch(() => undefined);
    await stopServer(orphan.pid, isGone);
  }
  await removeRemains(cluster.data);
};

interface Started {
  readonly child: ChildProcess;
  readonly claim: pg.Client;
  readonly usedPort: number;
}

const startServer = async (
  cluster: Cluster,
  home: string,
  preferredPort: number | undefined,
  fixed: boolean,
): Promise<Started> => {
  for (let attempt = 1; ; attempt++) {
    const isPortFree = preferredPort !== undefined && (await isFree(preferredPort));
    if (fixed && !isPortFree) throw new Error(`Port ${preferredPort} is in use.`);
    const usedPort = isPortFree ? preferredPort : await freePort();
    const child = launch(cluster, usedPort);
    const isGone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    try {
      const claim = await claimHome(cluster, usedPort, home, isGone);
      if (claim) return { child, claim, usedPort };
    } catch (error) {
      if (child.pid !== undefined) await stopServer(child.pid, isGone);
      throw error;
    }
    if (attempt === 3) throw new Error(`The database server does not start: ${lastErrorLine(cluster)}`);
    await stopOrphan(cluster, home, () => undefined); // another process may have started a server first
  }
};

/**
 * Waits until the server accepts connections and claims the home with a session lock. The lock ends with this process,
 * even if the process is killed.
 * @returns the session that holds the lock; undefined if the server has ended
 * @throws Error with one sentence if another process holds the lock
 */
const claimHome = async (
  cluster: Cluster,
  port: number,
  home: string,
  isGone: () => boolean,
): Promise<pg.Client | undefined> => {
  let lastError: unknown;
  for (const until = Date.now() + recoveryTimeoutMs; Date.now() < until; await pause(25)) {
    if (isGone()) return undefined;
    const client = new pg.Client({
      connectionString: urlOf(cluster, port, superuser),
      application_name: `tuntas ${process.pid}`,
      keepAlive: true,
    });
    client.on('error', () => undefined); // the end of the server is detected at its process
    try {
      await client.connect();
    } catch (error) {
      lastError = error;
      if (isRefusal(error)) break;
      continue;
    }
    const holder = await claimOrHolder(client);
    if (holder === undefined) return client;
    await client.end().catch(() => undefined);
    if (holder && isAlive(holder))
      throw new Error(`${home} is in use by process ${holder}: stop it first, or set TUNTAS_HOME to another folder.`);
  }
  throw new Error(
    `The database server of ${home} does not answer: ` +
      `${lastError instanceof Error ? lastError.message : 'another session still holds its lock'}.`,
  );
};

/** Whether the server refused the login, which no retry can fix. */
const isRefusal = (error: unknown): boolean => ['28P01', '28000'].includes((error as { code?: string }).code ?? '');

const claimOrHolder = async (client: pg.Client): Promise<number | undefined> => {
  try {
    const claim = await client.query<{ ok: boolean }>(`SELECT pg_try_advisory_lock(hashtext('tuntas.home')) AS ok`);
    if (claim.rows[0]?.ok) return undefined;
    const holder = await client.query<{ name: string }>(
      `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND objid = (hashtext('tuntas.home')::bigint & 4294967295)::oid AND granted`,
    );
    return Number(holder.rows[0]?.name.split(' ')[1] ?? 0);
  } catch {
    return 0; // the server is shutting down: retry
  }
};

const ensureDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (!rowCount) await client.query(`CREATE DATABASE ${database}`);
};

const stopper = (child: ChildProcess, claim: pg.Client, log: (message: string) => void): (() => Promise<void>) => {
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const killWithProcess = () => {
    child.kill('SIGINT');
  };
  const onUnexpectedExit = () => log('The database server ended unexpectedly.');
  process.once('exit', killWithProcess);
  child.once('exit', onUnexpectedExit);
  let stopping: Promise<void> | undefined;
  return () =>
    (stopping ??= (async () => {
      child.off('exit', onUnexpectedExit);
      process.off('exit', killWithProcess);
      await claim.end().catch(() => undefined);
      if (!isGone()) await stopServer(child.pid!, isGone);
    })());
};

const urlOf = ({ password }: Cluster, port: number, name: string) =>
  `postgresql://${superuser}:${password}@127.0.0.1:${port}/${name}`;

const isFree = (port: number): Promise<boolean> =>
  freePort(port).then(
    () => true,
    () => false,
  );

const freePort = (port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as { port: number };
      server.close(() => resolve(bound));
    });
  });

const lastErrorLine = ({ logFile }: Cluster): string =>
  readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .filter(line => /FATAL|PANIC|ERROR|error/.test(line))
    .at(-1) ?? `see ${logFile}`;
