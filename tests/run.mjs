import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, checkNode, install, runScript } from '../deploy/local/prepare.mjs';

// `npm test` runs everything; `npm run check` leaves out what needs a database. Arguments after `--` go to Jest.
const [onlyCheck, jestArguments] = process.argv[2] === 'check' ? [true, process.argv.slice(3)] : [false, process.argv.slice(2)];
const counts = { passed: 0, failed: 0, skipped: 0 };

const stage = async (name, work) => {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const passed = await work();
  counts[passed ? 'passed' : 'failed']++;
  console.log(`== ${name}: ${passed ? 'passed' : 'FAILED'} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  return passed;
};

const script = (path, ...args) => async () => await runScript(path, args) === 0;

const jest = async () => {
  console.log('\n== specs');
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-jest-'));
  const outputFile = join(folder, 'results.json');
  try {
    const only = onlyCheck ? ['--selectProjects', 'pure'] : [];
    const code = await runScript('jest/bin/jest.js', [...only, '--json', `--outputFile=${outputFile}`, ...jestArguments], { stdio: ['ignore', 'ignore', 'inherit'] });
    const results = JSON.parse(readFileSync(outputFile, 'utf8'));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    counts.passed += results.numPassedTests;
    counts.skipped += results.numPendingTests + results.numTodoTests;
    counts.failed += failed || (code === 0 ? 0 : 1);
  } catch {
    counts.failed++; // Jest itself did not get through
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

checkNode();
// Sources that do not compile are still judged by the other stages, and by the specs that do run.
if (await stage('packages', install)) {
  await stage('build', build);
  await stage('types', script('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'));
  await stage('domain types', script('typescript/bin/tsc', '-p', 'tsconfig.domain.json'));
  await stage('lint', script('eslint/bin/eslint.js', '--max-warnings=0', '.'));
  await stage('import rules', script('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'libs'));
  await jest();
}

console.log(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed ? 1 : 0;
