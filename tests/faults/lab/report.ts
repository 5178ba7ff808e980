import { distributionOf, edges, latenessOf, type Distribution } from '../checkers/lateness.js';
import type { Evidence } from './model.js';
import type { LabRun } from './run-lab.js';

const findingsShown = 20;
const barWidth = 40;

/** The summary that is printed at the end of a run. */
export const reportOf = ({
  options,
  evidence,
  counts,
  findings,
  shortfalls,
  failedStrikes,
  passed,
  restarts,
}: LabRun): string =>
  [
    `seed ${options.seed}, ${options.minutes} min on ${options.log}, ${options.instances} of each service, ${options.clients} clients`,
    ...Object.entries(counts.acts).map(
      ([act, { ok, fail, unknown }]) => `  ${act.padEnd(12)} ${ok} ok, ${fail} refused, ${unknown} unknown`,
    ),
    `acts       ${counts.outcomes.ok} ok, ${counts.outcomes.fail} refused, ${counts.outcomes.unknown} unknown; ${counts.straddling} of them at a due instant`,
    `effects    ${counts.breaches} breaches, ${counts.escalations} escalations, ${counts.cases} cases`,
    `events     ${counts.deliveries} handled, ${counts.repetitions} duplicates in the log`,
    `strikes    ${listed(counts.strikes)}${failedStrikes.length > 0 ? `; ${failedStrikes.length} failed` : ''}; ${restarts} restarts`,
    ...lateness(evidence),
    ...findings.slice(0, findingsShown).map(({ checker, subject, what }) => `FOUND  ${checker}: ${subject}: ${what}`),
    ...(findings.length > findingsShown ? [`FOUND  ${findings.length - findingsShown} more`] : []),
    ...shortfalls.map(what => `TOO FEW  ${what}`),
    `written to ${options.out}`,
    passed ? 'PASSED' : 'FAILED',
  ].join('\n');

const listed = (numbers: Readonly<Record<string, number>>): string =>
  Object.entries(numbers)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ') || 'none';

const lateness = (evidence: Evidence): string[] => {
  const late = latenessOf(evidence);
  return [
    ['steady', false],
    ['struck', true],
  ].flatMap(([name, struck]) => {
    const distribution = distributionOf(late.filter(one => one.struck === struck).map(({ seconds }) => seconds));
    const { count, p50, p99, max } = distribution;
    return [
      `lateness   ${name}: ${count} breaches, p50 ${p50.toFixed(3)} s, p99 ${p99.toFixed(3)} s, max ${max.toFixed(3)} s`,
      ...bars(distribution),
    ];
  });
};

const bars = ({ count, histogram }: Distribution): string[] =>
  histogram.flatMap((n, i) => {
    const name = i < edges.length ? `up to ${edges[i]} s` : `beyond ${edges.at(-1)} s`;
    return n === 0
      ? []
      : [`  ${name.padEnd(14)}${String(n).padStart(7)}  ${'#'.repeat(Math.ceil((barWidth * n) / count))}`];
  });
