import { spawn } from 'node:child_process';
import { stopSignals, whenParentExits } from './parent.mjs';
import { prepare, root, say } from './prepare.mjs';

const killAfterMs = 15_000;

await prepare();
say('Starting.');
// A group of its own: Ctrl-C then arrives once, through us. The channel tells the child when we are gone.
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
