import { momentParam, inCityZone } from './moments.js';

describe('momentParam', () => {
  const read = (text: string, utcOffsetMinutes = 480): string =>
    (inCityZone({ from: momentParam.parse(text) }, utcOffsetMinutes) as { from: Date }).from.toISOString();

  it.each([
    ['2026-03-10', '2026-03-09T16:00:00.000Z'],
    ['2028-02-29', '2028-02-28T16:00:00.000Z'],
    ['2026-03-10T08:00:00+08:00', '2026-03-10T00:00:00.000Z'],
    ['2026-03-10T00:00:00Z', '2026-03-10T00:00:00.000Z'],
    ['9999-12-31T23:59:59-23:59', '2900-01-01T00:00:00.000Z'],
    ['0000-01-01', '1899-12-31T16:00:00.000Z'],
  ])('parses %s as %s', (text, instant) => expect(read(text)).toBe(instant));
  it('interprets a date in the given time zone', () =>
    expect(read('2026-03-10', 420)).toBe('2026-03-09T17:00:00.000Z'));
  it.each([
    '',
    '2026-02-29',
    '2026-3-1',
    '2026-03-10T08:00:00',
    '10-03-2026',
    '2026-03-10Z',
    ' 2026-03-10',
    '2026-03-10T24:00:00Z',
  ])('rejects %p', text => {
    expect(momentParam.safeParse(text).success).toBe(false);
  });
});
