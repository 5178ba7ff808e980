import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { lastLines, runGuarded, spawnGuarded } from '../local/guarded.mjs';
import { fetchJars, libsFolder } from './jars.mjs';
import { answers, freePort, isFree } from './ports.mjs';

export { whatIsMissing } from './jars.mjs';

const startTimeoutMs = 120_000;
const stopTimeoutMs = 15_000;
const fileHere = name => fileURLToPath(new URL(name, import.meta.url));
const settings = fileHere('server.properties');
const quickStartOptions = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']; // halves the CPU time of the start
const kafka = (libs, main, ...args) => [
  '-Xmx512m',
  ...quickStartOptions,
  '-cp',
  join(libs, '*'),
  `-Dlog4j2.configurationFile=${fileHere('log4j2.xml')}`,
  main,
  ...args,
];

/**
 * Runs a Kafka broker on 127.0.0.1 that ends with this process. A restart with the same home keeps topics, events and
 * the cluster id, also after a kill -9.
 * @param {import('./broker.mjs').BrokerOptions} options
 * @returns {Promise<import('./broker.mjs').Broker>} as soon as the broker answers
 * @throws Error with one sentence if the broker cannot start, and its last log lines
 */
export const startBroker = async ({ home: folder, port: requestedPort, sideDoor, say, libs = libsFolder }) => {
  const home = resolve(folder);
  await fetchJars(libs, say);
  await createData(home, libs);
  if (requestedPort !== 0 && !(await isFree(requestedPort)))
    throw new Error(
      `Port ${requestedPort} is in use: stop the process that listens there, or set KAFKA_PORT to another port.`,
    );
  const port = requestedPort || (await freePort());
  const { child, ended } = launch(home, libs, port, await freePort(port), sideDoor);
  try {
    await waitUntilReady(port, ended, home);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { brokers: `127.0.0.1:${port}`, pid: child.pid, ended, stop: () => stop(child, ended) };
};

/**
 * Formats the data folder atomically: in a draft folder that is renamed at the end. An interrupted start leaves
 * nothing, and of two concurrent starts one wins.
 */
const createData = async (home, libs) => {
  const data = join(home, 'data');
  if (existsSync(data)) return;
  mkdirSync(home, { recursive: true });
  const draft = mkdtempSync(join(home, 'draft-'));
  try {
    mkdirSync(join(draft, 'data'), { mode: 0o700 });
    const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    await runGuarded('java', kafka(libs, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings), {
      cwd: draft,
    });
    if (!existsSync(data)) renameSync(join(draft, 'data'), data);
  } catch (error) {
    if (!existsSync(data)) throw new Error(`Kafka could not prepare ${data}:\n${error.message}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};

const launch = (home, libs, port, controllerPort, sideDoor) => {
  const logFile = join(home, 'broker.log');
  const log = openSync(logFile, 'a', 0o600);
  const { size } = statSync(logFile);
  const [sideListener, advertised] = sideDoor
    ? [`,SIDE://127.0.0.1:${sideDoor.port}`, `,SIDE://127.0.0.1:${sideDoor.advertised}`]
    : ['', ''];
  const overrides = [
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${sideListener}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}${advertised}`,
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
  ].flatMap(setting => ['--override', setting]);
  const child = spawnGuarded('java', kafka(libs, 'kafka.Kafka', settings, ...overrides), {
    cwd: home,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise(done => {
    child.once('error', error => done(error.message));
    child.once('exit', () => done(lastLines(readFileSync(logFile).subarray(size).toString())));
  });
  return { child, ended };
};

const waitUntilReady = async (port, ended, home) => {
  let lastOutput;
  void ended.then(output => {
    lastOutput = output;
  });
  for (const deadline = performance.now() + startTimeoutMs; !(await answers(port)); await pause(50)) {
    if (lastOutput?.includes('Failed to acquire lock'))
      throw new Error(`${home} is in use by another broker: stop it first, or set TUNTAS_HOME to another folder.`);
    if (lastOutput !== undefined) throw new Error(`Kafka ended while it started:\n${lastOutput}`);
    if (performance.now() > deadline)
      throw new Error(`Kafka does not answer after ${startTimeoutMs / 1000} s: see ${join(home, 'broker.log')}.`);
  }
};

const stop = async (child, ended) => {
  child.kill('SIGTERM');
  const killTimer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(killTimer);
};
