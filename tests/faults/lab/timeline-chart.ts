import type { Late } from '../checkers/lateness.js';
import { faultNames, type Evidence, type Outcome, type Struck } from './model.js';

const [width, left, right] = [1240, 90, 1230];
const laneHeight = 16;
const plotHeight = 150;
const gapBetween = 34;
const columnsAtMost = 600;
const dotsAtMost = 4_000;
const decades = [0.01, 0.1, 1, 10, 100];

export const escaped = (text: string): string => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/** Draws strikes, acts and lateness over the run time, below each other. */
export const chartOf = ({ attempts, struck }: Evidence, late: readonly Late[]): string => {
  const end = Math.max(
    1_000,
    ...struck.map(({ beganAt, healedAt }) => healedAt ?? beganAt),
    attempts.reduce((last, { endedAt }) => Math.max(last, endedAt ?? 0), 0),
    late.reduce((last, { publishedAt }) => Math.max(last, publishedAt ?? 0), 0),
  );
  const x = (ms: number): number => left + (right - left) * Math.min(1, Math.max(0, ms / end));
  const lanes = faultNames.filter(name => struck.some(({ fault }) => fault === name));
  const acts = gapBetween + lanes.length * laneHeight + gapBetween;
  const lateness = acts + plotHeight + gapBetween;
  const height = lateness + plotHeight + gapBetween;
  return `<svg viewBox="0 0 ${width} ${height}" role="img">
<text x="${left}" y="${gapBetween - 10}">strikes</text>
${lanes.map((name, i) => `<text x="4" y="${gapBetween + i * laneHeight + 11}">${name}</text>`).join('')}
${struck.map(strike => bar(strike, gapBetween + lanes.indexOf(strike.fault) * laneHeight, x, end)).join('\n')}
${columnsOf(attempts, end, acts, x)}
${dotsOf(late, lateness, x)}
${secondsAxis(end, height - gapBetween + 16, x)}
</svg>`;
};

const bar = ({ fault, target, beganAt, healedAt }: Struck, y: number, x: (ms: number) => number, end: number): string =>
  `<rect x="${x(beganAt).toFixed(1)}" y="${y + 2}" width="${Math.max(2, x(healedAt ?? end) - x(beganAt)).toFixed(1)}" height="${laneHeight - 4}" fill="var(--strike)" opacity=".75"><title>${escaped(
    `${fault}: ${target}, ${(beganAt / 1000).toFixed(1)} s to ${healedAt === null ? 'the end' : `${(healedAt / 1000).toFixed(1)} s`}`,
  )}</title></rect>`;

const colours: readonly (readonly [Outcome, string])[] = [
  ['ok', 'var(--ok)'],
  ['fail', 'var(--refused)'],
  ['unknown', 'var(--unknown)'],
];

/** Acts per second, by outcome, at the time of their response. */
const columnsOf = (attempts: Evidence['attempts'], end: number, top: number, x: (ms: number) => number): string => {
  const stepMs = Math.max(1_000, Math.ceil(end / columnsAtMost / 1_000) * 1_000);
  const columns = Array.from({ length: Math.ceil(end / stepMs) + 1 }, () => ({ ok: 0, fail: 0, unknown: 0 }));
  for (const { beganAt, endedAt, outcome } of attempts)
    columns[Math.floor(Math.min(endedAt ?? beganAt, end) / stepMs)]![outcome] += 1000 / stepMs;
  const most = Math.max(1, ...columns.map(({ ok, fail, unknown }) => ok + fail + unknown));
  const width = Math.max(0.8, x(stepMs) - x(0) - 0.3);
  const stacks = columns.flatMap((column, i) => {
    let base = top + plotHeight;
    return colours.flatMap(([outcome, colour]) => {
      const height = (plotHeight * column[outcome]) / most;
      base -= height;
      return height === 0
        ? []
        : [
            `<rect x="${x(i * stepMs).toFixed(1)}" y="${base.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${colour}"/>`,
          ];
    });
  });
  return `<text x="${left}" y="${top - 8}">acts per second, at most ${Math.round(most)}: ${legend([
    ['done', 'var(--ok)'],
    ['refused', 'var(--refused)'],
    ['unknown', 'var(--unknown)'],
  ])}</text>
<line class="axis" x1="${left}" x2="${right}" y1="${top + plotHeight}" y2="${top + plotHeight}"/>${stacks.join('')}`;
};

/** One dot for each breach; if there are too many, the latest ones and a sample of the others. */
const dotsOf = (late: readonly Late[], top: number, x: (ms: number) => number): string => {
  const known = late.filter(({ publishedAt }) => publishedAt !== null).sort((a, b) => b.seconds - a.seconds);
  const [worst, rest] = [known.slice(0, dotsAtMost / 2), known.slice(dotsAtMost / 2)];
  const every = Math.max(1, Math.ceil(rest.length / (dotsAtMost / 2)));
  const y = (seconds: number): number => {
    const [low, high] = [Math.log10(decades[0]!), Math.log10(decades.at(-1)!)];
    return (
      top + plotHeight * (1 - Math.min(1, Math.max(0, (Math.log10(Math.max(seconds, 1e-9)) - low) / (high - low))))
    );
  };
  const dots = [...worst, ...rest.filter((_, i) => i % every === 0)].map(
    ({ publishedAt, seconds, clock, struck }) =>
      `<circle cx="${x(publishedAt!).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="1.6" fill="${struck ? 'var(--unknown)' : 'var(--ok)'}"><title>${escaped(clock)} ${seconds.toFixed(3)} s</title></circle>`,
  );
  return `<text x="${left}" y="${top - 8}">lateness of breaches in real seconds: ${legend([
    ['steady', 'var(--ok)'],
    ['around strikes', 'var(--unknown)'],
  ])}</text>
${decades.map(seconds => `<text x="4" y="${(y(seconds) + 4).toFixed(1)}">${seconds} s</text><line class="axis" x1="${left}" x2="${right}" y1="${y(seconds).toFixed(1)}" y2="${y(seconds).toFixed(1)}"/>`).join('')}
${dots.join('')}`;
};

const legend = (entries: readonly (readonly [name: string, colour: string])[]): string =>
  entries.map(([name, colour]) => `<tspan dx="8" style="fill:${colour}">■</tspan> ${name}`).join('');

const secondsAxis = (end: number, y: number, x: (ms: number) => number): string => {
  const step = [1, 5, 10, 30, 60, 300, 600, 1_800].find(seconds => end / 1000 / seconds <= 15) ?? 3_600;
  return Array.from(
    { length: Math.floor(end / 1000 / step) + 1 },
    (_, i) =>
      `<text x="${x(i * step * 1000).toFixed(1)}" y="${y}" text-anchor="middle">${step < 60 ? `${i * step} s` : `${(i * step) / 60} min`}</text>`,
  ).join('');
};
