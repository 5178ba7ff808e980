import { stopSignals, whenParentExits } from '../parent.mjs';
import { say } from '../prepare.mjs';
import { EightProcesses } from './eight-processes.mjs';

const system = new EightProcesses();
let signals = 0;
const stop = async () => {
  signals += 1;
  if (signals > 1) process.exit(1); // the child processes detect that and end by themselves
  say('Stopping.');
  await system.stop();
  process.exit(0);
};
stopSignals(stop);
whenParentExits(stop);

say('Starting.');
try {
  await system.start(!process.argv.includes('--without-kafka'));
} catch (error) {
  if (signals === 0) {
    console.error(`tuntas: ${error.message}`);
    await system.stop();
    process.exit(1);
  }
}
