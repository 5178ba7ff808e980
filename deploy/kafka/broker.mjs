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

const startPatienceMs = 120_000;
const stopPatienceMs = 15_000;
const fileHere = name => fileURLToPath(new URL(name, import.meta.url));
const settings = fileHere('server.properties');
const forAQuickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']; // in half the processor time
const kafka = (libs, main, ...args) => [
  '-Xmx512m',
  ...forAQuickStart,
  '-cp',
  join(libs, '*'),
  `-Dlog4j2.configurationFile=${fileHere('log4j2.xml')}`,
  main,
  ...args,
];

/**
 * Runs a real Kafka broker on 127.0.0.1, which dies with this process. A restart with the same home finds topics,
 * events and the cluster's id again, also after a kill -9.
 * @param {import('./broker.mjs').BrokerOptions} options
 * @returns {Promise<import('./broker.mjs').Broker>} once it answers
 * @throws Error with one sentence where it cannot be had, and what the broker said last
 */
export const startBroker = async ({ home: folder, port: wanted, sideDoor, say, libs = libsFolder }) => {
  const home = resolve(folder);
  await fetchJars(libs, say);
  await makeData(home, libs);
  if (wanted !== 0 && !(await isFree(wanted)))
    throw new Error(`Port ${wanted} is taken: end what listens there, or set KAFKA_PORT to another.`);
  const port = wanted || (await freePort());
  const { child, ended } = launch(home, libs, port, await freePort(port), sideDoor);
  try {
    await untilItAnswers(port, ended, home);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { brokers: `127.0.0.1:${port}`, pid: child.pid, ended, stop: () => stop(child, ended) };
};

/** Done aside and put into its place at once: of an interrupted start nothing is there, and of two at once one wins. */
const makeData = async (home, libs) => {
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
  const [listens, advertised] = sideDoor
    ? [`,SIDE://127.0.0.1:${sideDoor.port}`, `,SIDE://127.0.0.1:${sideDoor.advertised}`]
    : ['', ''];
  const overrides = [
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${listens}`,
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

const untilItAnswers = async (port, ended, home) => {
  let lastWords;
  void ended.then(words => {
    lastWords = words;
  });
  for (const hopeless = performance.now() + startPatienceMs; !(await answers(port)); await pause(50)) {
    if (lastWords?.includes('Failed to acquire lock'))
      throw new Error(`${home} is in use by another broker: stop it first, or set TUNTAS_HOME to another folder.`);
    if (lastWords !== undefined) throw new Error(`Kafka ended while it started:\n${lastWords}`);
    if (performance.now() > hopeless)
      throw new Error(`Kafka does not answer after ${startPatienceMs / 1000} s: see ${join(home, 'broker.log')}.`);
  }
};

const stop = async (child, ended) => {
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
  await ended;
  clearTimeout(impatience);
};
