import { wrap } from './wording.mjs';

const workingDayHours = 7.5;
const [nameWidth, factWidth] = [26, 100];

const list = (counts, names) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${names[name]} ${count}`);

/** Formats a table with one row for each office. */
const table = (offices, words, { decimal }) => {
  const rows = [
    [words.offices, ...words.columns],
    ...offices.map(({ key, label, met, breached, running, medianWorkingHours: hours }) =>
      [
        key === null ? words.nowhere : label,
        met,
        breached,
        running,
        hours === null ? '-' : decimal(hours / workingDayHours),
      ].map(String),
    ),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  return rows.map(row =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
};

/** Formats the figures as lines of text. */
export const report = (figures, until, words, wording) => {
  const { resolution, statuses, outcomes, breached, raised, stages, cases } = figures;
  const share = wording.decimal((100 * resolution.met) / (resolution.met + resolution.breached));
  const facts = [
    [words.status, list(statuses, words.statuses)],
    [words.outcome, list(outcomes, words.outcomes)],
    [words.inTime, [words.settled(resolution, share)]],
    [words.missed, list(breached, words.clocks)],
    [words.raised, Object.entries(raised).map(([level, count]) => words.level(level, count))],
    [words.referred, [words.cases(cases), ...list(stages, words.stages)]],
  ];
  return [
    words.title(figures.complaints, wording.day(figures.since), wording.day(until)),
    '',
    ...facts.flatMap(([name, value]) =>
      wrap(value, ' · ', factWidth).map((line, number) => `${(number === 0 ? name : '').padEnd(nameWidth)}${line}`),
    ),
    '',
    ...table(figures.offices, words, wording),
  ];
};
