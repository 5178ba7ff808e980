import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { distributionOf, edges, latenessOf, type Distribution, type Late } from '../checkers/lateness.js';
import { chartOf, escaped } from './timeline-chart.js';
import type { LabRun } from './run-lab.js';

const findingsShown = 500;

/** Writes the run as one self-contained HTML page. @returns its path */
export const writeTimeline = async (folder: string, run: LabRun): Promise<string> => {
  const path = join(folder, 'timeline.html');
  await writeFile(path, pageOf(run));
  return path;
};

const pageOf = (run: LabRun): string => {
  const { options, evidence, passed } = run;
  const late = latenessOf(evidence);
  const title = `Fault lab, seed ${options.seed}, ${passed ? 'passed' : 'failed'}`;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style>${style}</style>
<h1>${escaped(title)} <span class="${passed ? 'ok' : 'bad'}">●</span></h1>
<p>${options.minutes} min on ${options.log}, ${options.instances} of each service, ${options.clients} clients; ${run.restarts} restarts.
${number(evidence.complaints.length)} complaints, ${number(run.counts.breaches)} breaches, ${number(run.counts.escalations)} escalations, ${number(run.counts.cases)} cases,
${number(run.counts.deliveries)} deliveries, ${number(run.counts.repetitions)} duplicates in the log.</p>
${findingsOf(run)}
${chartOf(evidence, late)}
<div class="tables">${actsOf(run)}${latenessTable(late)}</div>
</html>
`;
};

const findingsOf = ({ findings, shortfalls, failedStrikes }: LabRun): string => {
  const lines = [
    ...shortfalls.map(what => `<li><b>too few</b> ${escaped(what)}`),
    ...findings
      .slice(0, findingsShown)
      .map(({ checker, subject, what }) => `<li><b>${checker}</b> <code>${escaped(subject)}</code> ${escaped(what)}`),
    ...(findings.length > findingsShown ? [`<li>${number(findings.length - findingsShown)} more`] : []),
  ];
  return `<h2>Findings</h2>${lines.length === 0 ? '<p>None.</p>' : `<ol>${lines.join('\n')}</ol>`}
${failedStrikes.length === 0 ? '' : `<details><summary>${failedStrikes.length} strikes failed</summary><ul>${failedStrikes.map(what => `<li>${escaped(what)}`).join('\n')}</ul></details>`}`;
};

const actsOf = ({ counts }: LabRun): string =>
  table(
    'Acts',
    ['', 'done', 'refused', 'unknown'],
    Object.entries(counts.acts).map(([act, { ok, fail, unknown }]) => [act, number(ok), number(fail), number(unknown)]),
  );

const latenessTable = (late: readonly Late[]): string => {
  const of = (struck: boolean): Distribution =>
    distributionOf(late.filter(one => one.struck === struck).map(({ seconds }) => seconds));
  const both = [of(false), of(true)];
  const row = (name: string, cell: (distribution: Distribution) => string): string[] => [name, ...both.map(cell)];
  return table(
    'Lateness of breaches in real seconds',
    ['', 'steady', 'around strikes'],
    [
      ...[...edges.map(edge => `≤ ${edge}`), `> ${edges.at(-1)!}`].map((name, i) =>
        row(name, ({ histogram }) => number(histogram[i]!)),
      ),
      row('p50', ({ p50 }) => p50.toFixed(3)),
      row('p99', ({ p99 }) => p99.toFixed(3)),
      row('max', ({ max }) => max.toFixed(3)),
    ],
  );
};

const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><caption>${caption}</caption><tr>${head.map(text => `<th>${text}`).join('')}${rows.map(([name, ...cells]) => `<tr><th>${escaped(name!)}${cells.map(text => `<td>${text}`).join('')}`).join('\n')}</table>`;

const number = (n: number): string => n.toLocaleString('en');

const style = `
:root { color-scheme: light dark; --ok: #2a9d5c; --refused: #9aa0a6; --unknown: #e08a00; --bad: #d33; --strike: #7a5cd6 }
body { font: 14px/1.45 system-ui, sans-serif; max-width: 1280px; margin: 1.5rem auto; padding: 0 1rem }
h1 { font-size: 1.3rem } h2 { font-size: 1.05rem; margin: 1.2rem 0 .3rem } .ok { color: var(--ok) } .bad { color: var(--bad) }
svg { width: 100%; height: auto; font-size: 11px } svg text { fill: currentColor } .axis { stroke: currentColor; opacity: .25 }
.tables { display: flex; flex-wrap: wrap; gap: 2.5rem } table { border-collapse: collapse } caption { text-align: left; font-weight: 600; padding: .3rem 0 }
th { text-align: left; font-weight: 500; padding: .1rem 1rem .1rem 0 } td { text-align: right; padding: .1rem .6rem; font-variant-numeric: tabular-nums }
li { overflow-wrap: anywhere }`;
