import { spawn } from 'node:child_process';

// Descriptor 3 is a pipe that this process holds open and never writes to. Its end means that this process has ended.
// The watcher belongs to the process group that it kills, so the group id cannot have been reused.
const watchScript = '(read _ <&3; kill -KILL 0) & exec "$@" 3<&-';

/**
 * Starts a program that ends with this process, even if this process is killed. Ctrl-C does not reach the program.
 * @param {import('./guarded.mjs').GuardedOptions} options
 */
export const spawnGuarded = (command, args, { stdio, ...options }) => {
  const child = spawn('/bin/sh', ['-c', watchScript, 'sh', command, ...args], {
    ...options,
    detached: true,
    stdio: [...stdio, 'pipe'],
  });
  child.once('exit', () => child.stdio[3].destroy());
  return child;
};

/** Runs such a program to its end. @throws Error with its last output lines if it fails */
export const runGuarded = (command, args, { cwd }) =>
  new Promise((resolve, reject) => {
    let output = '';
    const child = spawnGuarded(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        output += text;
      });
    child.once('error', reject);
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(lastLines(output)))));
  });

/** The last output lines of a program, without stack frames. */
export const lastLines = text =>
  text
    .trimEnd()
    .split('\n')
    .filter(line => !/^\s+(at|\.\.\.) /.test(line))
    .slice(-12)
    .join('\n');
