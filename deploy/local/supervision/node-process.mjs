import { spawn } from 'node:child_process';
import { root } from '../prepare.mjs';

const patienceMs = 15_000;

/**
 * Runs a built program of ours, which tells by message when it is ready.
 * @param {string} path of its file, within the project
 * @param {Record<string, string>} env
 * @returns {import('./kept.mjs').Running}
 */
export const runNode = (path, env) => {
  // A group of its own: Ctrl-C then arrives once, through us. The channel tells the child when we are gone.
  const child = spawn(process.execPath, ['--enable-source-maps', path], {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = new Promise(resolve => {
    child.on('message', message => resolve(message.ready));
  });
  const ended = new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await ended;
    clearTimeout(impatience);
  };
  return { pid: child.pid, ready, ended, stop };
};
