import { spawn } from 'node:child_process';
import { prepare, root, say } from './prepare.mjs';

const patienceMs = 15_000;

await prepare();
say('Starting.');
// A group of its own: Ctrl-C then arrives once, through us. The channel tells the child when we are gone.
const child = spawn(process.execPath, ['--enable-source-maps', 'apps/all-in-one/dist/main.js'], {
  cwd: root, detached: true, stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    child.kill(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), patienceMs).unref();
  });
}

child.once('error', error => {
  console.error(`tuntas: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (signal) say(`Ended by ${signal}.`);
  process.exit(code ?? 1);
});
