/** The languages in which people are told a date. */
type Spoken = 'id' | 'en';

/** A zone of Indonesia, which has no daylight saving time. */
export interface ZoneOffset {
  readonly utcOffsetMinutes: number;
}

const weekdays: Readonly<Record<Spoken, readonly string[]>> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const months: Readonly<Record<Spoken, readonly string[]>> = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};
/** What people call the zones of Indonesia, by their offset in minutes. */
export const zoneNames: Readonly<Record<number, string | undefined>> = { 420: 'WIB', 480: 'WITA', 540: 'WIT' };
const minuteMs = 60_000;

/** A time of day `HH:MM` as people write it: in Indonesian with a dot, `16.00` (EYD V). */
export const timeInWords = (time: string, language: Spoken): string =>
  language === 'id' ? time.replace(':', '.') : time;

/** A date `YYYY-MM-DD` as people write it: `Selasa, 31 Maret 2026`, `Tuesday 31 March 2026`. */
export const dateInWords = (date: string, language: Spoken): string => dayOf(new Date(`${date}T00:00:00Z`), language);

/** An instant: `Selasa, 31 Maret 2026 pukul 16.00 WITA`, `Tuesday 31 March 2026 at 16:00 WITA`. */
export const instantInWords = (instant: Date, zone: ZoneOffset, language: Spoken): string => {
  const local = localOf(instant, zone);
  return clocked(dayOf(local, language), local.toISOString().slice(11, 16), zone, language);
};

/**
 * The end of a time. Midnight is the end of the day before: `Selasa, 31 Maret 2026 pukul 24.00 WITA`, `midnight at the
 * end of Tuesday 31 March 2026`.
 */
export const endInWords = (end: Date, zone: ZoneOffset, language: Spoken): string => {
  const local = localOf(end, zone);
  if (local.getTime() % (24 * 60 * minuteMs) !== 0) return instantInWords(end, zone, language);
  const day = dayOf(new Date(local.getTime() - minuteMs), language);
  return language === 'id' ? clocked(day, '24:00', zone, language) : `midnight at the end of ${day}`;
};

/** The day of an instant: `Selasa, 31 Maret 2026`. */
export const dayInWords = (instant: Date, zone: ZoneOffset, language: Spoken): string =>
  dayOf(localOf(instant, zone), language);

/** A month `YYYY-MM`: `Maret 2026`. */
export const monthInWords = (month: string, language: Spoken): string =>
  `${months[language][Number(month.slice(5, 7)) - 1]!} ${month.slice(0, 4)}`;

/** The date whose UTC fields read as the clock on the wall of the zone. */
const localOf = (instant: Date, { utcOffsetMinutes }: ZoneOffset): Date =>
  new Date(instant.getTime() + utcOffsetMinutes * minuteMs);

const clocked = (day: string, time: string, { utcOffsetMinutes }: ZoneOffset, language: Spoken): string => {
  const zone = zoneNames[utcOffsetMinutes];
  return `${day} ${language === 'id' ? 'pukul' : 'at'} ${timeInWords(time, language)}${zone ? ` ${zone}` : ''}`;
};

const dayOf = (local: Date, language: Spoken): string =>
  `${weekdays[language][local.getUTCDay()]!}${language === 'id' ? ',' : ''} ${local.getUTCDate()} ${months[language][local.getUTCMonth()]!} ${local.getUTCFullYear()}`;
