import { checkers } from './checkers/index.js';
import { readEvidence } from './lab/evidence.js';
import { readOptions, usage, type LabOptions } from './lab/options.js';
import { reportOf } from './lab/report.js';
import { runLab } from './lab/run-lab.js';
import { writeTimeline } from './lab/timeline.js';
import * as nemesis from './nemesis/index.js';
import { runClients } from './workload/index.js';

const print = (message: string): void => console.log(`faults: ${message}`);

const optionsOrExit = (): LabOptions => {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
};

const options = optionsOrExit();
const interruption = new AbortController();
let exitCode = 1;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => {
    // on a second signal, exit at once; the remaining processes end by themselves
    if (interruption.signal.aborted) process.exit(code);
    exitCode = code;
    interruption.abort(new Error('Interrupted.'));
  });

try {
  const run = await runLab(
    { options, nemesis, checkers, workload: runClients, readEvidence, print },
    interruption.signal,
  );
  await writeTimeline(options.out, run);
  console.log(reportOf(run));
  exitCode = run.passed ? 0 : 1;
} catch (error) {
  console.error(
    `faults: ${interruption.signal.aborted ? 'interrupted' : error instanceof Error ? error.stack : String(error)}`,
  );
}
process.exit(exitCode);
