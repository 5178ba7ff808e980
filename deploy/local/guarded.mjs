import { spawn } from 'node:child_process';

// Descriptor 3 is a pipe that we hold and never write to: its end means that we are gone. The watcher is one of the
// group that it kills, so the group's number cannot have gone to strangers.
const watched = '(read _ <&3; kill -KILL 0) & exec "$@" 3<&-';

/**
 * Starts a program that dies with this process, however this one dies; a Ctrl-C in the terminal does not reach it.
 * @param {import('./guarded.mjs').GuardedOptions} options
 */
export const spawnGuarded = (command, args, { stdio, ...options }) => {
  const child = spawn('/bin/sh', ['-c', watched, 'sh', command, ...args], {
    ...options,
    detached: true,
    stdio: [...stdio, 'pipe'],
  });
  child.once('exit', () => child.stdio[3].destroy());
  return child;
};

/** Runs such a program to its end. @throws Error with its last lines where it fails */
export const runGuarded = (command, args, { cwd }) =>
  new Promise((resolve, reject) => {
    let written = '';
    const child = spawnGuarded(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', text => {
        written += text;
      });
    child.once('error', reject);
    child.once('close', code => (code === 0 ? resolve() : reject(new Error(lastLines(written)))));
  });

/** What a program said last, without the frames of stack traces. */
export const lastLines = text =>
  text
    .trimEnd()
    .split('\n')
    .filter(line => !/^\s+(at|\.\.\.) /.test(line))
    .slice(-12)
    .join('\n');
