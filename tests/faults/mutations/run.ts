import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkers } from '../checkers/index.js';
import { readEvidence } from '../lab/evidence.js';
import { readOptions } from '../lab/options.js';
import { reportOf } from '../lab/report.js';
import { runLab, type LabRun } from '../lab/run-lab.js';
import * as nemesis from '../nemesis/index.js';
import { runClients } from '../workload/index.js';
import { mutations } from './index.js';
import type { Mutation } from './mutation.js';
import { layCopy } from './patched-copy.js';

/**
 * `npm run faults:mutations [-- name ...]`: runs the lab on patched copies of the built product, one after another. The
 * exit code is 0 if every mutation was detected.
 */
const product = process.cwd();
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    // on a second signal, exit at once; the remaining processes end by themselves
    if (interruption.signal.aborted) process.exit(1);
    interruption.abort(new Error('Interrupted.'));
  });
const say = (message: string): void => console.log(`mutations: ${message}`);

/** The unpatched product must pass; so a finding in a patched copy is caused by the mutation. */
const unpatched = (lab: Mutation['lab']): Mutation => ({
  name: 'none',
  why: 'the unpatched product passes',
  patches: [],
  expects: [],
  lab,
});

interface Tried {
  readonly mutation: Mutation;
  readonly caught: boolean;
  readonly by: string;
  readonly seconds: number;
}

const chosen = (names: readonly string[]): readonly Mutation[] => {
  const all = [...new Map(mutations.map(({ lab }) => [lab.join(' '), unpatched(lab)])).values(), ...mutations];
  const unknown = names.filter(name => !all.some(mutation => mutation.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no mutation ${unknown.join(', ')}; there are ${[...new Set(all.map(({ name }) => name))].join(', ')}.`,
    );
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
};

const attempt = async (mutation: Mutation): Promise<Tried> => {
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-mutation-'));
  say(`${mutation.name}: ${mutation.why}`);
  try {
    layCopy(product, folder, mutation.patches);
    const options = readOptions([...mutation.lab, '--product', folder, '--out', join(folder, 'out')]);
    const run = await runLab(
      { options, nemesis, checkers, workload: runClients, readEvidence, say },
      interruption.signal,
    );
    console.log(reportOf(run));
    return { mutation, ...judged(mutation, run), seconds: Math.round((performance.now() - since) / 1000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const judged = ({ expects }: Mutation, { passed, findings }: LabRun): Pick<Tried, 'caught' | 'by'> => {
  const fired = [...new Set(findings.map(({ checker }) => checker))];
  const by =
    fired.map(checker => `${findings.filter(finding => finding.checker === checker).length} ${checker}`).join(', ') ||
    '-';
  return { by, caught: expects.length === 0 ? passed : !passed && fired.some(checker => expects.includes(checker)) };
};

const line = ({ mutation, caught, by, seconds }: Tried): string =>
  `${caught ? 'ok    ' : 'MISSED'}  ${mutation.name.padEnd(34)} ${String(seconds).padStart(4)} s  ${by}${mutation.expects.length === 0 ? `  (${mutation.lab.join(' ')})` : ''}`;

let exitCode = 1;
try {
  const tried: Tried[] = [];
  for (const mutation of chosen(process.argv.slice(2))) tried.push(await attempt(mutation));
  console.log(tried.map(line).join('\n'));
  exitCode = tried.every(({ caught }) => caught) ? 0 : 1;
} catch (error) {
  console.error(`mutations: ${error instanceof Error ? error.message : String(error)}`);
}
process.exit(exitCode);
