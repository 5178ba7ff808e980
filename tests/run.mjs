import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker, whatIsMissing } from '../deploy/kafka/broker.mjs';
import { stopSignals, whenParentExits } from '../deploy/local/parent.mjs';
import { build, checkNode, install, runScript, say } from '../deploy/local/prepare.mjs';

// `npm test` runs everything; `npm run check` skips the specs that need a database. Arguments after `--` go to Jest.
// Kafka specs use the broker in KAFKA_BROKERS, or this script starts one. With REQUIRE_KAFKA=1, a missing broker is a
// failure.
const [onlyCheck, jestArguments] =
  process.argv[2] === 'check' ? [true, process.argv.slice(3)] : [false, process.argv.slice(2)];
const stopping = new AbortController();
const counts = { passed: 0, failed: 0, skipped: 0 };

/** @param work resolves to whether the stage passed, or to null if it was skipped */
const stage = async (name, work) => {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const passed = await work();
  const result = passed === null ? 'skipped' : passed ? 'passed' : 'failed';
  counts[result]++;
  console.log(
    `== ${name}: ${passed ? result : result.toUpperCase()} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  return passed;
};

const script =
  (path, ...args) =>
  async () =>
    (await runScript(path, args)) === 0;

let broker;
let brokerHome;
let kafkaProblem;

const startKafka = async () => {
  try {
    const missing = whatIsMissing();
    if (missing) throw new Error(missing);
    brokerHome = mkdtempSync(join(tmpdir(), 'tuntas-kafka-'));
    broker = await startBroker({ home: brokerHome, port: 0, say });
    process.env.KAFKA_BROKERS = broker.brokers;
    return true;
  } catch (error) {
    kafkaProblem = error.message;
    console.log(kafkaProblem);
    return process.env.REQUIRE_KAFKA === '1' ? false : null;
  }
};

const stopKafka = async () => {
  await broker?.stop();
  if (brokerHome) rmSync(brokerHome, { recursive: true, force: true, maxRetries: 5 });
};

const jest = async () => {
  console.log('\n== specs');
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-jest-'));
  const outputFile = join(folder, 'results.json');
  try {
    const only = onlyCheck ? ['--selectProjects', 'pure'] : [];
    const code = await runScript(
      'jest/bin/jest.js',
      [...only, '--json', `--outputFile=${outputFile}`, ...jestArguments],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        signal: stopping.signal,
      },
    );
    const results = JSON.parse(readFileSync(outputFile, 'utf8'));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    counts.passed += results.numPassedTests;
    counts.skipped += results.numPendingTests + results.numTodoTests;
    counts.failed += failed || (code === 0 ? 0 : 1);
  } catch {
    counts.failed++; // Jest itself failed
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

checkNode();
const stop = () => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  void stopKafka().finally(() => process.exit(1));
};
stopSignals(stop);
whenParentExits(stop);
// If the sources do not compile, the other stages and the specs that can run still report their results.
if (await stage('packages', () => install(stopping.signal))) {
  await stage('build', () => build(stopping.signal));
  await stage('types', script('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'));
  await stage('domain types', script('typescript/bin/tsc', '-p', 'tsconfig.domain.json'));
  await stage('format', script('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'));
  await stage('lint', script('eslint/bin/eslint.js', '--max-warnings=0', '.'));
  await stage(
    'import rules',
    script('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'apps', 'libs'),
  );
  if (!onlyCheck && !process.env.KAFKA_BROKERS) await stage('kafka', startKafka);
  await jest();
  await stopKafka();
}

if (kafkaProblem) console.log(`\n!! Kafka specs were skipped: ${kafkaProblem}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed ? 1 : 0;
