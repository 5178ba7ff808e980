import { dateInWords, dayInWords, endInWords, instantInWords, monthInWords, timeInWords } from './date-in-words.js';

const wita = { utcOffsetMinutes: 480 };
const wib = { utcOffsetMinutes: 420 };

describe('dates in words', () => {
  it('formats an instant in the time zone of the city, with the name of the zone', () => {
    const instant = new Date('2026-03-31T08:00:00Z');
    expect(instantInWords(instant, wita, 'id')).toBe('Selasa, 31 Maret 2026 pukul 16.00 WITA');
    expect(instantInWords(instant, wib, 'id')).toBe('Selasa, 31 Maret 2026 pukul 15.00 WIB');
    expect(instantInWords(instant, { utcOffsetMinutes: 540 }, 'en')).toBe('Tuesday 31 March 2026 at 17:00 WIT');
  });

  it('takes the day from the time zone: the next day begins earlier in the east', () => {
    const late = new Date('2026-12-31T16:30:00Z');
    expect(dayInWords(late, wib, 'id')).toBe('Kamis, 31 Desember 2026');
    expect(dayInWords(late, wita, 'id')).toBe('Jumat, 1 Januari 2027');
  });

  it('formats an end at midnight as the end of the previous day', () => {
    const midnight = new Date('2026-03-31T16:00:00Z');
    expect(endInWords(midnight, wita, 'id')).toBe('Selasa, 31 Maret 2026 pukul 24.00 WITA');
    expect(endInWords(midnight, wita, 'en')).toBe('midnight at the end of Tuesday 31 March 2026');
    expect(endInWords(midnight, wib, 'id')).toBe('Selasa, 31 Maret 2026 pukul 23.00 WIB');
    expect(endInWords(new Date('2028-02-29T16:00:00Z'), wita, 'en')).toBe(
      'midnight at the end of Tuesday 29 February 2028',
    );
  });

  it('writes a time with a dot in Indonesian and with a colon in English', () => {
    expect([timeInWords('16:30', 'id'), timeInWords('16:30', 'en')]).toEqual(['16.30', '16:30']);
  });

  it('formats a date and a month without a time', () => {
    expect([dateInWords('2026-03-27', 'id'), dateInWords('2026-03-27', 'en')]).toEqual([
      'Jumat, 27 Maret 2026',
      'Friday 27 March 2026',
    ]);
    expect([monthInWords('2026-03', 'id'), monthInWords('2026-12', 'en')]).toEqual(['Maret 2026', 'December 2026']);
  });
});
