import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const oldestNode = [20, 19];

export const say = message => console.log(`tuntas: ${message}`);

/** Ends the process with one sentence where this Node is too old to go on. */
export const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(`Tuntas needs Node.js ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`);
  process.exit(1);
};

/** Runs a program in the project's folder. @returns its exit code; 1 where a signal ended it */
export const run = (command, args, options = {}) => new Promise((resolve, reject) => {
  spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
    .once('error', reject)
    .once('exit', code => resolve(code ?? 1));
});

/** Runs a script of an installed package under this very Node. */
export const runScript = (script, args, options) => run(process.execPath, [join('node_modules', script), ...args], options);

const readJson = path => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** What package-lock.json asks for and npm's own record of node_modules does not show. */
const missingPackages = () => {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, record))) return ['everything'];
  const installed = readJson(record).packages;
  return Object.entries(readJson('package-lock.json').packages)
    .filter(([path, wanted]) => path.startsWith('node_modules/') && !wanted.optional && !wanted.devOptional && !wanted.peer)
    .filter(([path, wanted]) => wanted.link ? !existsSync(join(root, path)) : installed[path]?.version !== wanted.version)
    .map(([path]) => path);
};

/** Installs what package-lock.json asks for, where it is not there. @returns whether all is there */
export const install = async () => {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  say(`Installing packages (${missing.length > 3 ? `${missing.length} are` : missing.join(', ')} missing).`);
  const npm = (command, loudness) => run('npm', [command, `--loglevel=${loudness}`, '--include=dev', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
  // A lock file that lacks builds for other platforms is refused by `npm ci` and good enough for `npm install`.
  return await npm('ci', 'silent') === 0 || await npm('install', 'error') === 0;
};

/** Compiles what changed since the last build. @returns whether it compiled */
export const build = async () => {
  say('Building.');
  return await runScript('typescript/bin/tsc', ['-b', 'tsconfig.build.json']) === 0;
};

/** Makes everything ready to be run; ends the process with one sentence where that fails. */
export const prepare = async () => {
  checkNode();
  for (const [step, failure] of [[install, 'The packages could not be installed.'], [build, 'The build failed.']]) {
    if (await step()) continue;
    console.error(`tuntas: ${failure}`);
    process.exit(1);
  }
};
