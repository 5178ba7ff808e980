import type { Language } from './sentence.js';

/** A zone of Indonesia, which has no daylight saving time. */
export interface Zone { readonly utcOffsetMinutes: number }

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const months: Readonly<Record<Language, readonly string[]>> = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const zoneNames: Readonly<Record<number, string>> = { 420: 'WIB', 480: 'WITA', 540: 'WIT' };
const minuteMs = 60_000;

/** An instant as people say it: `Selasa, 31 Maret 2026 pukul 16.00 WITA`. */
export const instantInWords = (instant: Date, zone: Zone, language: Language): string => {
  const local = localOf(instant, zone);
  const time = local.toISOString().slice(11, 16);
  const place = zoneNames[zone.utcOffsetMinutes];
  const clock = language === 'id' ? ` pukul ${time.replace(':', '.')}` : `, ${time}`;
  return `${dayOf(local, language)}${clock}${place ? ` ${place}` : ''}`;
};

/** The end of a time: midnight is the end of the day before, `akhir hari Selasa, 31 Maret 2026`, since nobody says it otherwise. */
export const endInWords = (end: Date, zone: Zone, language: Language): string => {
  const local = localOf(end, zone);
  if (local.getTime() % (24 * 60 * minuteMs) !== 0) return instantInWords(end, zone, language);
  return `${language === 'id' ? 'akhir hari' : 'the end of'} ${dayOf(new Date(local.getTime() - minuteMs), language)}`;
};

/** The day alone: `Selasa, 31 Maret 2026`. */
export const dayInWords = (instant: Date, zone: Zone, language: Language): string => dayOf(localOf(instant, zone), language);

/** The date whose UTC fields read as the clock on the wall of the zone. */
const localOf = (instant: Date, { utcOffsetMinutes }: Zone): Date => new Date(instant.getTime() + utcOffsetMinutes * minuteMs);

const dayOf = (local: Date, language: Language): string =>
  `${weekdays[language][local.getUTCDay()]!}, ${local.getUTCDate()} ${months[language][local.getUTCMonth()]!} ${local.getUTCFullYear()}`;
