import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker, whatIsMissing } from '../deploy/kafka/broker.mjs';
import { stopSignals, whenParentExits } from '../deploy/local/parent.mjs';
import { build, checkNode, install, runScript, say } from '../deploy/local/prepare.mjs';

// `npm test` runs everything; `npm run check` leaves out what needs a database. Arguments after `--` go to Jest.
// Specs on Kafka run on the broker that KAFKA_BROKERS names, or on one of their own; REQUIRE_KAFKA=1 makes it a failure
// to have none.
const [onlyCheck, jestArguments] =
  process.argv[2] === 'check' ? [true, process.argv.slice(3)] : [false, process.argv.slice(2)];
const stopping = new AbortController();
const counts = { passed: 0, failed: 0, skipped: 0 };

/** @param work comes to whether it passed, or to null where it was skipped */
const stage = async (name, work) => {
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  const passed = await work();
  const verdict = passed === null ? 'skipped' : passed ? 'passed' : 'failed';
  counts[verdict]++;
  console.log(
    `== ${name}: ${passed ? verdict : verdict.toUpperCase()} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  return passed;
};

const script =
  (path, ...args) =>
  async () =>
    (await runScript(path, args)) === 0;

let broker;
let brokerHome;
let whyNoKafka;

const startKafka = async () => {
  try {
    const missing = whatIsMissing();
    if (missing) throw new Error(missing);
    brokerHome = mkdtempSync(join(tmpdir(), 'tuntas-kafka-'));
    broker = await startBroker({ home: brokerHome, port: 0, say });
    process.env.KAFKA_BROKERS = broker.brokers;
    return true;
  } catch (error) {
    whyNoKafka = error.message;
    console.log(whyNoKafka);
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
    counts.failed++; // Jest itself did not get through
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
// Sources that do not compile are still judged by the other stages, and by the specs that do run.
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

if (whyNoKafka) console.log(`\n!! No spec ran on Kafka: ${whyNoKafka}`);
console.log(`\n${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed ? 1 : 0;
