import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@tuntas/database';
import { until } from '../../kit/app.js';
import { BuiltSystem } from '../../kit/built-system.js';
import { Command } from '../../kit/command.js';
import { describeOnKafka, OwnBroker, uniqueTopic } from '../../kit/kafka.js';
import { kill, running } from '../../kit/processes.js';

const root = join(__dirname, '../../..');
const allInOne = [process.execPath, 'apps/all-in-one/dist/main.js'] as const;

let home: string;
let commands: Command[] = [];
let known: number[] = [];
const start = (
  line: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
  folder?: string,
): Command => {
  const command = new Command(line, { PORT: '0', TUNTAS_HOME: home, ...env }, folder);
  commands.push(command);
  return command;
};
/** Records the running processes, so that leftovers are found later. */
const remember = (command: Command): void => {
  known = [...known, ...command.processes];
};
const nothingIsLeft = () => until(async () => running(known).length === 0);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tuntas-start-'));
  chmodSync(home, 0o711); // the user of the database server needs access
});
afterEach(() => {
  kill(running([...known, ...commands.flatMap(({ processes }) => processes)]));
  [commands, known] = [[], []];
  rmSync(home, { recursive: true, force: true });
});

describe('npm start leaves no process behind', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)('when npm gets %s', async signal => {
    const npm = start(['npm', 'start']);
    await npm.waitForOutput(/Ctrl-C stops everything/);
    remember(npm);
    npm.signal(signal);
    await npm.closed;
    await nothingIsLeft();
  });

  test('when its terminal is closed', async () => {
    // `script` is the other end of the terminal: when it is killed, the kernel hangs up.
    const terminal = start(['script', '--quiet', '--flush', '--command', 'npm start', '/dev/null']);
    await terminal.waitForOutput(/Ctrl-C stops everything/);
    remember(terminal);
    terminal.signal('SIGKILL');
    await nothingIsLeft();
  });

  test('when it is interrupted during the installation of packages', async () => {
    const checkout = join(home, 'checkout');
    cpSync(join(root, 'deploy/local'), join(checkout, 'deploy/local'), { recursive: true });
    // A real `npm ci` that runs until it is killed.
    const manifest = {
      name: 'checkout',
      version: '1.0.0',
      type: 'module',
      scripts: { start: 'exec node deploy/local/start.mjs', preinstall: 'node install.mjs' },
    };
    writeFileSync(join(checkout, 'package.json'), JSON.stringify(manifest));
    writeFileSync(
      join(checkout, 'package-lock.json'),
      JSON.stringify({ name: 'checkout', lockfileVersion: 3, requires: true, packages: { '': { name: 'checkout' } } }),
    );
    writeFileSync(
      join(checkout, 'install.mjs'),
      `import { writeFileSync } from 'node:fs';\nwriteFileSync('installing', '');\nsetInterval(() => undefined, 1000);\n`,
    );
    const npm = start(['npm', 'start'], {}, checkout);
    await npm.waitForOutput(/Installing packages/);
    await until(async () => running(npm.processes).length >= 5); // npm, start.mjs, the guard, npm ci and its child
    remember(npm);
    npm.signalGroup('SIGINT');
    await npm.closed;
    await nothingIsLeft();
  });
});

describe('first line of a failed start names the setting to correct', () => {
  const failure = async (
    line: readonly [string, ...string[]],
    env: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const command = start(line, env);
    expect(await command.closed).toBe('1 null');
    return command.output;
  };
  let taken: Server;
  let port: number;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>(done => {
      taken.listen(0, '127.0.0.1', done);
    });
    port = (taken.address() as { port: number }).port;
  });
  afterAll(() => {
    taken.close();
  });

  test('for a port that is taken, before any database is created', async () => {
    const words = `Port ${port} is taken by another program: stop that program, or set PORT to a free one.`;
    expect(await failure(allInOne, { PORT: String(port) })).toBe(`tuntas: ${words}\n`);
    expect(
      await failure([process.execPath, 'deploy/local/supervision/run.mjs', '--without-kafka'], {
        PORT: String(port - 3),
      }),
    ).toContain(words);
    expect(
      await failure([process.execPath, 'apps/gateway/dist/main.js'], {
        PORT: String(port),
        UPSTREAMS: 'intake=http://127.0.0.1:9',
      }),
    ).toBe(`gateway: ${words}\n`);
  });

  test('for an address that is not of this machine', async () => {
    expect(await failure(allInOne, { HOST: '192.0.2.1', NODE_ENV: 'development' })).toBe(
      'tuntas: Nothing can listen on 192.0.2.1 (EADDRNOTAVAIL): set HOST to an address of this machine.\n',
    );
  });

  test('for a database that does not respond or needs a password', async () => {
    const output = await failure(allInOne, { DATABASE_URL: 'postgres://city:very-secret@127.0.0.1:1/tuntas' });
    expect(output).toBe(
      'tuntas: The database 127.0.0.1:1/tuntas cannot be reached (ECONNREFUSED): start it, or check DATABASE_URL.\n',
    );
    expect(
      await failure([process.execPath, 'apps/intake/dist/main.js'], { DATABASE_URL: 'postgres://127.0.0.1:1/tuntas' }),
    ).toBe(
      'intake: The database 127.0.0.1:1/tuntas cannot be reached (ECONNREFUSED): start it, or check DATABASE_URL.\n',
    );
  });

  test('for missing reference data', async () => {
    expect(await failure(allInOne, { TUNTAS_TENANT: 'nowhere' })).toMatch(
      /^tuntas: There is no reference data in \S+nowhere .*TUNTAS_TENANT.*TUNTAS_SEED.*\n$/,
    );
  });

  test.each(['below a file', 'below /proc'])('for a home %s', async kind => {
    writeFileSync(join(home, 'file'), '');
    const folder = kind === 'below /proc' ? '/proc/tuntas' : join(home, 'file/tuntas');
    expect(await failure(allInOne, { TUNTAS_HOME: folder })).toMatch(
      new RegExp(
        `^tuntas: The folder ${folder} cannot be made or written \\(\\w+\\): set TUNTAS_HOME to a folder of your own.\n$`,
      ),
    );
  });
});

test('one process accepts a bootstrapped database and refuses one that is not bootstrapped', async () => {
  const first = await BuiltSystem.start({ TUNTAS_HOME: home });
  first.signal('SIGTERM');
  await first.ended;
  const server = await startEmbeddedPostgres({ home, log: () => undefined });
  const stranger = mkdtempSync(join(tmpdir(), 'tuntas-stranger-'));
  try {
    const { host } = new URL(server.url);
    const DATABASE_URL = `postgres://${host}/tuntas`;
    const system = await BuiltSystem.start({ TUNTAS_HOME: home, DATABASE_URL });
    expect(system.output).not.toContain('Bringing the database up to date');
    expect(await system.lodge()).toBe(201);
    system.signal('SIGTERM');
    expect(await system.ended).toBe('0 null');

    const refused = start(allInOne, { TUNTAS_HOME: stranger, DATABASE_URL });
    expect(await refused.closed).toBe('1 null');
    expect(refused.output).toBe(
      `tuntas: The database ${host}/tuntas does not let the role tuntas_intake log in: run deploy/bootstrap.mjs first, ` +
        'with the same TUNTAS_DEPLOYMENT and role passwords.\n',
    );
  } finally {
    await server.stop();
    rmSync(stranger, { recursive: true });
  }
});

describeOnKafka('Kafka outage', () => {
  test('is reported in one line when it begins and one when it ends', async () => {
    const broker = await OwnBroker.start();
    const system = await BuiltSystem.start({
      TUNTAS_HOME: home,
      KAFKA_BROKERS: broker.brokers.join(),
      KAFKA_TOPIC: uniqueTopic(),
    });
    known = [system.pid, ...system.descendants];
    const count = (words: string): number => system.output.split(words).length - 1;
    expect(await system.lodge()).toBe(201);
    await broker.kill();
    expect(await system.lodge()).toBe(201);
    await until(async () => count('Kafka is unavailable') === 1);
    expect(await system.lodge()).toBe(201);
    await broker.startAgain();
    await until(async () => count('Kafka is available again') === 1);
    expect([count('Kafka is unavailable'), count('Kafka is available again')]).toEqual([1, 1]);
    // a broker that is still starting may reject each consumer once
    expect(count('KafkaJS')).toBeLessThanOrEqual(7);
    system.signal('SIGTERM');
    await system.ended;
    await broker.stop();
  });
});
