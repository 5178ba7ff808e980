import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../libs/database/src/embedded-postgres.js';
import { forkPostgres } from '../kit/fork-postgres.cjs';

const asRoot = process.getuid!() === 0;
const refusedConnection = 'ECONNREFUSED';

let home: string;
let running: EmbeddedPostgres[];
let keepers: ChildProcess[];

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tuntas-home-'));
  chmodSync(home, 0o711);
  [running, keepers] = [[], []];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  for (const keeper of keepers.filter(({ connected }) => connected)) {
    keeper.disconnect();
    await once(keeper, 'exit');
  }
  const place = existsSync(join(home, 'postgres.json')) ? resolve(home, settings().place) : home;
  rmSync(place, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

const start = async (options: { home?: string; port?: number } = {}) => {
  const server = await startEmbeddedPostgres({ home, log: () => undefined, ...options });
  running.push(server);
  return server;
};

/** A server that another process started. */
const startInOtherProcess = async () => {
  const { url, keeper } = await forkPostgres(home, 'kept');
  keepers.push(keeper);
  return { url, keeper };
};

const settings = (): { port: number; place: string; password: string } =>
  JSON.parse(readFileSync(join(home, 'postgres.json'), 'utf8'));
const data = () => join(resolve(home, settings().place), 'data');
const postmaster = () => Number(readFileSync(join(data(), 'postmaster.pid'), 'utf8').split('\n')[0]);

const query = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<{ value: unknown }>(text)).rows.map(row => row.value);
  } finally {
    await client.end();
  }
};

const remember = (url: string) => query(url, 'CREATE TABLE memory AS SELECT 7 AS value');
const recall = (url: string) => query(url, 'SELECT value FROM memory');
const answers = (url: string) =>
  query(url, 'SELECT 1').then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== refusedConnection) throw error;
      return false;
    },
  );

describe('embedded server', () => {
  it('keeps its data in a home with a relative path', async () => {
    const before = process.cwd();
    process.chdir(tmpdir());
    try {
      await start({ home: relative(tmpdir(), home) });
    } finally {
      process.chdir(before);
    }
    expect(settings().place).toBe('postgres');
  });

  it('keeps data, password and port between starts', async () => {
    const first = await start();
    await remember(first.url);
    await first.stop();
    expect(await answers(first.url)).toBe(false);

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await recall(second.url)).toEqual([7]);
  });

  it('writes durably, listens only on 127.0.0.1 and asks for the password', async () => {
    const { url } = await start();
    const values = await query(
      url,
      `SELECT setting AS value FROM pg_settings
      WHERE name IN ('fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit', 'unix_socket_directories')
      ORDER BY name`,
    );
    expect(values).toEqual(['on', 'on', '127.0.0.1', 'on', '']);
    await expect(query(url.replace(settings().password, 'guess'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('shows neither password nor data to other users', async () => {
    await start();
    expect(statSync(join(home, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'postgres.log')).mode & 0o777).toBe(0o600);
    expect(statSync(data()).mode & 0o777).toBe(0o700);
  });

  it('writes no value of a failed statement to its log', async () => {
    const { url } = await start();
    await query(url, 'CREATE TABLE person (name text PRIMARY KEY)');
    await query(url, `INSERT INTO person VALUES ('Siti Marker')`);
    await expect(query(url, `INSERT INTO person VALUES ('Siti Marker')`)).rejects.toMatchObject({ code: '23505' });
    expect(readFileSync(join(home, 'postgres.log'), 'utf8')).not.toContain('Siti Marker');
  });

  it('chooses another port when its own is taken, and keeps that one', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(settings().port, '127.0.0.1');
    await once(squatter, 'listening');

    const second = await start();
    expect(second.url).not.toBe(first.url);
    expect(new URL(second.url).port).toBe(String(settings().port));
    await expect(
      startEmbeddedPostgres({ home: join(home, 'other'), port: settings().port, log: () => undefined }),
    ).rejects.toThrow(/^Port \d+ is in use\.$/);

    squatter.close();
    rmSync(join(home, 'other'), { recursive: true });
  });

  it('restarts with all committed data after its postmaster was killed with open sessions', async () => {
    const first = await start();
    await remember(first.url);
    const busy = query(first.url, 'SELECT pg_sleep(600)').catch(() => undefined);
    process.kill(postmaster(), 'SIGKILL');

    expect(await recall((await start()).url)).toEqual([7]);
    await busy;
  });

  it('restarts after its parent process was killed and the server survived', async () => {
    const { url, keeper } = await startInOtherProcess();
    await remember(url);
    const orphan = postmaster();
    keeper.kill('SIGKILL');
    await once(keeper, 'exit');
    expect(await answers(url)).toBe(true);

    const second = await start();
    expect(postmaster()).not.toBe(orphan);
    expect(await recall(second.url)).toEqual([7]);
  });

  it('restarts after all processes were killed and another process got its pid', async () => {
    const first = await start();
    await remember(first.url);
    const pidFile = join(data(), 'postmaster.pid');
    const left = readFileSync(pidFile, 'utf8');
    await first.stop();
    execFileSync(
      'sh',
      ['-c', `cat > "$1" && chown "$2" "$1" && chmod 600 "$1"`, 'sh', pidFile, String(statSync(data()).uid)],
      { input: left.replace(/^\d+/, String(process.pid)) },
    );

    expect(await recall((await start()).url)).toEqual([7]);
  });

  it('refuses a second process on the same home with one sentence, and the first continues', async () => {
    const { url, keeper } = await startInOtherProcess();
    await expect(start()).rejects.toThrow(
      `${home} is in use by process ${keeper.pid}: stop it first, or set TUNTAS_HOME to another folder.`,
    );
    expect(await answers(url)).toBe(true);
  });

  it('lets exactly one of two concurrent starts have the home', async () => {
    const outcomes = await Promise.allSettled([startInOtherProcess(), startInOtherProcess()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { url } = (outcomes.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{ url: string }>)
      .value;
    expect(await answers(url)).toBe(true);
  });

  it('ends with its parent process when that one exits normally', async () => {
    const { url, keeper } = await startInOtherProcess();
    keeper.disconnect();
    await once(keeper, 'exit');
    expect(await answers(url)).toBe(false);
  });

  it('prints the reason when the password of its data is missing', async () => {
    await (await start()).stop();
    rmSync(join(home, 'postgres.json'));
    await expect(start()).rejects.toThrow(/holds a database whose password is lost/);
  });

  (asRoot ? it : it.skip)(
    'puts binaries and data in an accessible folder when only root can access the home',
    async () => {
      chmodSync(home, 0o700);
      const inner = join(home, 'inner');
      mkdirSync(inner);
      const first = await start({ home: inner });
      const { place } = JSON.parse(readFileSync(join(inner, 'postgres.json'), 'utf8'));
      await remember(first.url);
      await first.stop();

      expect(statSync(place).mode & 0o777).toBe(0o700);
      expect(statSync(place).uid).not.toBe(0);
      const second = await start({ home: inner });
      expect(await recall(second.url)).toEqual([7]);
      await second.stop();
      rmSync(place, { recursive: true });
    },
  );
});
