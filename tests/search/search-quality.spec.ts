import { TestApp } from '../kit/app.js';
import { expectedSearches, figuresOf, lodgeDemo, measure, measureBare, type Measured } from './searched-city.js';

/** The figures of docs/search.md; SEARCH_FIGURES=1 prints the measured ones. */
const floor = { recall: 96.4, precision: 91.4, first: 95.9 };

describe('search test set', () => {
  let city: TestApp;
  let measured: readonly Measured[];
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' });
    const names = await lodgeDemo(city);
    await city.settle();
    measured = await measure(city, names);
    if (process.env['SEARCH_FIGURES']) {
      print(measured);
      print(await measureBare(city, names));
    }
  });
  afterAll(() => city.stop());

  test('has at least forty queries of several kinds, and each has expected results', () => {
    expect(measured.length).toBeGreaterThanOrEqual(40);
    expect(new Set(expectedSearches.map(({ kind }) => kind)).size).toBeGreaterThan(5);
    expect(measured.filter(({ expected }) => expected.length === 0)).toEqual([]);
  });

  test('reaches the quality that the documentation states', () => {
    const { recall, precision, first } = figuresOf(measured);
    expect(recall).toBeGreaterThanOrEqual(floor.recall);
    expect(precision).toBeGreaterThanOrEqual(floor.precision);
    expect(first).toBeGreaterThanOrEqual(floor.first);
  });
});

const print = (measured: readonly Measured[]): void => {
  const row = (name: string, { queries, recall, precision, first }: ReturnType<typeof figuresOf>): string =>
    `| ${name} | ${queries} | ${recall} | ${precision} | ${first} |`;
  const kinds = [...new Set(measured.map(({ kind }) => kind))];
  const [shown, heldOut] = [measured.filter(each => !each.heldOut), measured.filter(each => each.heldOut)];
  const faults = (process.env['SEARCH_FIGURES'] === 'all' ? measured : shown).flatMap(({ q, expected, found }) => {
    const [missed, unexpected] = [
      expected.filter(name => !found.includes(name)),
      found.filter(name => !expected.includes(name)),
    ];
    return missed.length + unexpected.length === 0
      ? []
      : [`${q}: ${missed.map(name => `-${name}`).join(' ')} ${unexpected.map(name => `+${name}`).join(' ')}`];
  });
  process.stdout.write(
    [
      '| kind | queries | recall % | precision % | first right % |',
      ...kinds.map(kind => row(kind, figuresOf(shown.filter(each => each.kind === kind)))),
      row('all of these', figuresOf(shown)),
      row('held out', figuresOf(heldOut)),
      row('all', figuresOf(measured)),
      ...faults,
      '',
    ].join('\n'),
  );
};
