import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnGuarded } from './guarded.mjs';
import { stopSignals, whenParentExits } from './parent.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const oldestNode = [20, 19];

export const say = message => console.log(`tuntas: ${message}`);

/** Ends the process with one sentence if the Node.js version is too old. */
export const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(`Tuntas needs Node.js ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
};

/** Runs a program in the project folder. @returns its exit code; 1 if a signal ended it */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
      .once('error', reject)
      .once('exit', code => resolve(code ?? 1));
  });

/** Runs a script of an installed package with the current Node.js. */
export const runScript = (script, args, options) =>
  run(process.execPath, [join('node_modules', script), ...args], options);

const readJson = path => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** The packages of package-lock.json that are missing in npm's record of node_modules. */
const missingPackages = () => {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, record))) return ['everything'];
  const installed = readJson(record).packages;
  return Object.entries(readJson('package-lock.json').packages)
    .filter(
      ([path, wanted]) => path.startsWith('node_modules/') && !wanted.optional && !wanted.devOptional && !wanted.peer,
    )
    .filter(([path, wanted]) =>
      wanted.link ? !existsSync(join(root, path)) : installed[path]?.version !== wanted.version,
    )
    .map(([path]) => path);
};

const stillRunningEveryMs = 10_000;
const killAfterMs = 3_000;

/**
 * Runs a step of the preparation and reports its progress. The program runs in its own process group, which ends with
 * this process and when `signal` aborts. The step ends after the group, so that nothing writes to the checkout any
 * more.
 * @returns whether the program succeeded
 */
const runStep = async (name, command, args, signal) => {
  if (signal?.aborted) return false;
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const child = spawnGuarded(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const killGroup = how => {
    try {
      process.kill(-child.pid, how);
    } catch {
      /* the group has ended */
    }
  };
  const abort = () => {
    killGroup('SIGTERM');
    setTimeout(killGroup, killAfterMs, 'SIGKILL').unref();
  };
  signal?.addEventListener('abort', abort, { once: true });
  const progress = setInterval(() => say(`${name}: still running after ${seconds()} s.`), stillRunningEveryMs);
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code === 0) say(`${name}: done in ${seconds()} s.`);
    return code === 0 && !signal?.aborted;
  } finally {
    clearInterval(progress);
    signal?.removeEventListener('abort', abort);
  }
};

/** @returns whether the checkout is writable */
const isWritable = () => {
  try {
    accessSync(root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const readOnlyCheckout = `${root} is not writable, but packages and build are stored there: make it writable, or copy the checkout to a folder of your own.`;

/**
 * Installs the packages of package-lock.json that are missing.
 * @param {AbortSignal} [signal] ends the installation
 * @returns whether all packages are installed
 */
export const install = async signal => {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  if (!isWritable()) {
    console.error(`tuntas: ${readOnlyCheckout}`);
    return false;
  }
  say(
    `Installing packages (${missing.length > 3 ? `${missing.length} are` : missing.join(', ')} missing). The first time this takes from half a minute to some minutes.`,
  );
  const npm = (command, loudness) =>
    runStep(
      'Installing packages',
      'npm',
      [command, `--loglevel=${loudness}`, '--include=dev', '--no-audit', '--no-fund'],
      signal,
    );
  // `npm ci` refuses a lock file that lacks builds for other platforms; `npm install` accepts it.
  return (await npm('ci', 'silent')) || npm('install', 'error');
};

/**
 * Compiles the sources changed since the last build.
 * @param {AbortSignal} [signal] ends the compilation
 * @returns whether it compiled
 */
export const build = async signal => {
  say('Building. The first time this takes about half a minute.');
  const compiled = await runStep(
    'Building',
    process.execPath,
    [join('node_modules', 'typescript/bin/tsc'), '-b', 'tsconfig.build.json'],
    signal,
  );
  if (!compiled && !signal?.aborted && !isWritable()) console.error(`tuntas: ${readOnlyCheckout}`);
  return compiled;
};

/**
 * Installs packages and builds. Ends the process with one sentence if that fails, and with `Stopped.` after a signal.
 */
export const prepare = async () => {
  checkNode();
  const stopping = new AbortController();
  const abort = () => stopping.abort();
  const signals = stopSignals(abort);
  const parent = whenParentExits(abort);
  for (const [step, failure] of [
    [install, 'The packages could not be installed.'],
    [build, 'The build failed.'],
  ]) {
    if (await step(stopping.signal)) continue;
    console.error(stopping.signal.aborted ? 'tuntas: Stopped.' : `tuntas: ${failure}`);
    process.exit(1);
  }
  signals.release();
  parent.release();
};
