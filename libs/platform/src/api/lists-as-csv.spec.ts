import { CsvDownloads, csvDownloadsAtMost, csvDownloadsOfOneCallerAtMost } from './lists-as-csv.js';
import { Refusal } from './problems/problem.js';

describe('CsvDownloads', () => {
  const times = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  const refusalOf = (open: () => unknown): unknown => {
    try {
      return open();
    } catch (error) {
      return error instanceof Refusal ? [error.getStatus(), error.code, error.details.headers?.['retry-after']] : error;
    }
  };

  test('allows one caller four concurrent downloads, and refuses a fifth with Retry-After until one has ended', () => {
    const files = new CsvDownloads();
    const ends = times(csvDownloadsOfOneCallerAtMost).map(() => files.open('one'));
    expect(refusalOf(() => files.open('one'))).toEqual([503, 'service.busy', '5']);
    files.open('another');
    ends[0]!();
    ends[0]!(); // the end of a connection may be reported twice
    files.open('one');
    expect(refusalOf(() => files.open('one'))).toEqual([503, 'service.busy', '5']);
  });

  test('allows all callers together eight concurrent downloads', () => {
    const files = new CsvDownloads();
    const ends = times(csvDownloadsAtMost).map(nth => files.open(`caller ${nth}`));
    expect(refusalOf(() => files.open('one more'))).toEqual([503, 'service.busy', '5']);
    ends[3]!();
    files.open('one more');
  });
});
