import { spawn } from 'node:child_process';
import { stopSignals, whenParentExits } from './parent.mjs';
import { prepare, root, say } from './prepare.mjs';

const killAfterMs = 15_000;

await prepare();
say('Starting.');
// A separate process group, so that Ctrl-C reaches the child once, through this process. The closed IPC channel signals
// the child that this process has ended.
const child = spawn(process.execPath, ['--enable-source-maps', 'apps/all-in-one/dist/main.js'], {
  cwd: root,
  detached: true,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});

let stopping = false;
const stop = signal => {
  if (stopping) return;
  stopping = true;
  child.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
};
stopSignals(stop);
whenParentExits(stop);

child.once('error', error => {
  console.error(`tuntas: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (signal) say(`Ended by ${signal}.`);
  process.exit(code ?? 1);
});
