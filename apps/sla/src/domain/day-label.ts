import { dateInWords, instantInWords, timeInWords } from '@tuntas/kernel';
import { zoneOffsets } from './local-day.js';
import type { Zone } from './local-day.js';

/** A displayed text in Indonesian and English. */
export interface Label {
  readonly id: string;
  readonly en: string;
}

/** Formats 'YYYY-MM-DD' as "Jumat, 27 Maret 2026" and "Friday 27 March 2026". */
export const dateLabel = (date: string): Label => ({ id: dateInWords(date, 'id'), en: dateInWords(date, 'en') });

/** Formats an instant as its local date and time: "Jumat, 27 Maret 2026 pukul 16.30 WITA". */
export const instantLabel = (zone: Zone, instant: Date): Label => {
  const offset = { utcOffsetMinutes: zoneOffsets[zone] * 60 };
  return { id: instantInWords(instant, offset, 'id'), en: instantInWords(instant, offset, 'en') };
};

/** Formats a range of times 'HH:MM': "07.30–16.00" and "07:30–16:00". */
export const hoursLabel = (from: string, to: string): Label => ({
  id: `${timeInWords(from, 'id')}–${timeInWords(to, 'id')}`,
  en: `${timeInWords(from, 'en')}–${timeInWords(to, 'en')}`,
});

/** Formats a duration in ms as hours and minutes. */
export const lengthLabel = (ms: number): Label => {
  const minutes = Math.round(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return { id: `${hours} jam ${rest} menit`, en: `${hours} h ${rest} min` };
};
