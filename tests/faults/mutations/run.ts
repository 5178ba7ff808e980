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
import { createPatchedCopy } from './patched-copy.js';

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
const print = (message: string): void => console.log(`mutations: ${message}`);

/** The unpatched product must pass; so a finding in a patched copy is caused by the mutation. */
const unpatched = (lab: Mutation['lab']): Mutation => ({
  name: 'none',
  fault: 'the unpatched product passes',
  patches: [],
  expects: [],
  lab,
});

interface Result {
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

const attempt = async (mutation: Mutation): Promise<Result> => {
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-mutation-'));
  print(`${mutation.name}: ${mutation.fault}`);
  try {
    createPatchedCopy(product, folder, mutation.patches);
    const options = readOptions([...mutation.lab, '--product', folder, '--out', join(folder, 'out')]);
    const run = await runLab(
      { options, nemesis, checkers, workload: runClients, readEvidence, print },
      interruption.signal,
    );
    console.log(reportOf(run));
    return { mutation, ...resultOf(mutation, run), seconds: Math.round((performance.now() - since) / 1000) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const resultOf = ({ expects }: Mutation, { passed, findings }: LabRun): Pick<Result, 'caught' | 'by'> => {
  const fired = [...new Set(findings.map(({ checker }) => checker))];
  const by =
    fired.map(checker => `${findings.filter(finding => finding.checker === checker).length} ${checker}`).join(', ') ||
    '-';
  return { by, caught: expects.length === 0 ? passed : !passed && fired.some(checker => expects.includes(checker)) };
};

const line = ({ mutation, caught, by, seconds }: Result): string =>
  `${caught ? 'ok    ' : 'MISSED'}  ${mutation.name.padEnd(34)} ${String(seconds).padStart(4)} s  ${by}${mutation.expects.length === 0 ? `  (${mutation.lab.join(' ')})` : ''}`;

let exitCode = 1;
try {
  const results: Result[] = [];
  for (const mutation of chosen(process.argv.slice(2))) results.push(await attempt(mutation));
  console.log(results.map(line).join('\n'));
  exitCode = results.every(({ caught }) => caught) ? 0 : 1;
} catch (error) {
  console.error(`mutations: ${error instanceof Error ? error.message : String(error)}`);
}
process.exit(exitCode);
