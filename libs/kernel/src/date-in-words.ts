/** The languages of dates for people. */
type Language = 'id' | 'en';

/** A time zone of Indonesia, which has no daylight saving time. */
export interface ZoneOffset {
  readonly utcOffsetMinutes: number;
}

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const months: Readonly<Record<Language, readonly string[]>> = {
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
/** The names of Indonesia's time zones, by offset in minutes. */
export const zoneNames: Readonly<Record<number, string | undefined>> = { 420: 'WIB', 480: 'WITA', 540: 'WIT' };
const minuteMs = 60_000;

/** Formats a time of day `HH:MM`; in Indonesian with a dot, `16.00` (EYD V). */
export const timeInWords = (time: string, language: Language): string =>
  language === 'id' ? time.replace(':', '.') : time;

/** Formats a date `YYYY-MM-DD`: `Selasa, 31 Maret 2026`, `Tuesday 31 March 2026`. */
export const dateInWords = (date: string, language: Language): string => dayOf(new Date(`${date}T00:00:00Z`), language);

/** Formats an instant: `Selasa, 31 Maret 2026 pukul 16.00 WITA`, `Tuesday 31 March 2026 at 16:00 WITA`. */
export const instantInWords = (instant: Date, zone: ZoneOffset, language: Language): string => {
  const local = localOf(instant, zone);
  return withTime(dayOf(local, language), local.toISOString().slice(11, 16), zone, language);
};

/**
 * Formats the end of a period. Midnight is the end of the previous day: `Selasa, 31 Maret 2026 pukul 24.00 WITA`,
 * `midnight at the end of Tuesday 31 March 2026`.
 */
export const endInWords = (end: Date, zone: ZoneOffset, language: Language): string => {
  const local = localOf(end, zone);
  if (local.getTime() % (24 * 60 * minuteMs) !== 0) return instantInWords(end, zone, language);
  const day = dayOf(new Date(local.getTime() - minuteMs), language);
  return language === 'id' ? withTime(day, '24:00', zone, language) : `midnight at the end of ${day}`;
};

/** Formats the day of an instant: `Selasa, 31 Maret 2026`. */
export const dayInWords = (instant: Date, zone: ZoneOffset, language: Language): string =>
  dayOf(localOf(instant, zone), language);

/** Formats a month `YYYY-MM`: `Maret 2026`. */
export const monthInWords = (month: string, language: Language): string =>
  `${months[language][Number(month.slice(5, 7)) - 1]!} ${month.slice(0, 4)}`;

/** Shifts an instant so that its UTC fields are the local time of the zone. */
const localOf = (instant: Date, { utcOffsetMinutes }: ZoneOffset): Date =>
  new Date(instant.getTime() + utcOffsetMinutes * minuteMs);

const withTime = (day: string, time: string, { utcOffsetMinutes }: ZoneOffset, language: Language): string => {
  const zone = zoneNames[utcOffsetMinutes];
  return `${day} ${language === 'id' ? 'pukul' : 'at'} ${timeInWords(time, language)}${zone ? ` ${zone}` : ''}`;
};

const dayOf = (local: Date, language: Language): string =>
  `${weekdays[language][local.getUTCDay()]!}${language === 'id' ? ',' : ''} ${local.getUTCDate()} ${months[language][local.getUTCMonth()]!} ${local.getUTCFullYear()}`;
