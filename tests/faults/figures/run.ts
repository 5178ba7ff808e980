import { parseArgs } from 'node:util';
import type { Figure, FigureOptions, Measured } from './figure.js';
import { figures } from './index.js';

const usage = `npm run figures -- NAME [--count N] [--log postgres|kafka] [--minutes 1]
${figures.map(({ name, of, usually }) => `  ${name.padEnd(16)}--count ${String(usually).padEnd(9)}${of}`).join('\n')}
  --minutes is for overload. Exit codes: 0 if all guarantees and targets are met, 1 if a guarantee is
  broken, 3 if only a target is missed.`;
const print = (message: string): void => console.log(`figures: ${message}`);

const read = (): { readonly figure: Figure; readonly options: FigureOptions } => {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { count: text, log: text, minutes: text },
  });
  const figure = figures.find(({ name }) => positionals.length === 1 && name === positionals[0]);
  if (!figure) throw new Error('Name one figure.');
  const [count, minutes, log] = [
    Number(values.count ?? figure.usually),
    Number(values.minutes ?? 1),
    values.log ?? 'postgres',
  ];
  if (!(Number.isInteger(count) && count > 0)) throw new Error('--count must be a positive whole number.');
  if (!(minutes > 0)) throw new Error('--minutes must be a positive number.');
  if (log !== 'postgres' && log !== 'kafka') throw new Error('--log must be postgres or kafka.');
  return { figure, options: { count, minutes, log } };
};

const readOrExit = (): ReturnType<typeof read> => {
  try {
    return read();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
};

const verdictOf = ({ broken, missed }: Measured): string =>
  broken.length > 0 ? 'FAILED' : missed.length > 0 ? 'TARGET MISSED' : 'PASSED';

const { figure, options } = readOrExit();
const interruption = new AbortController();
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => {
    // on a second signal, exit at once; the remaining processes end by themselves
    if (interruption.signal.aborted) process.exit(code);
    interruption.abort(new Error('Interrupted.'));
  });

let exitCode = 1;
try {
  const startedAt = performance.now();
  const measured = await figure.measure(options, print, interruption.signal);
  for (const broken of measured.broken) print(`broken: ${broken}`);
  for (const missed of measured.missed) print(`missed: ${missed}`);
  const facts = Object.entries(measured.facts)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Math.round(value * 1000) / 1000 : value}`)
    .join(', ');
  print(
    `${figure.name} (log on ${options.log}) ${verdictOf(measured)} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: ${facts}. Counted: ${measured.counted}`,
  );
  exitCode = measured.broken.length > 0 ? 1 : measured.missed.length > 0 ? 3 : 0;
} catch (error) {
  console.error(
    `figures: ${interruption.signal.aborted ? 'interrupted' : error instanceof Error ? error.stack : String(error)}`,
  );
}
process.exit(exitCode);
