import { spawn } from 'node:child_process';
import { root } from '../prepare.mjs';

const killAfterMs = 15_000;

/**
 * Runs a built program of the project, which sends an IPC message when it is ready.
 * @param {string} path of its file, within the project
 * @param {Record<string, string>} env
 * @returns {import('./supervised-process.mjs').Running}
 */
export const runNode = (path, env) => {
  // A separate process group, so that Ctrl-C reaches the child once, through this process. The closed IPC channel
  // signals the child that this process has ended.
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
    const killTimer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    await ended;
    clearTimeout(killTimer);
  };
  return { pid: child.pid, ready, ended, stop };
};
