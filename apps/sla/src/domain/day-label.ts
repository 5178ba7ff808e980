import { isoWeekday, localDate, localTime, parseDay } from './local-day.js';
import type { Zone } from './local-day.js';

/** A text for people, Indonesian first. */
export interface Label {
  readonly id: string;
  readonly en: string;
}

const weekdays = {
  id: ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const months = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};
const abbreviations: Readonly<Record<Zone, string>> = { 'Asia/Jakarta': 'WIB', 'Asia/Pontianak': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' };

/** 'YYYY-MM-DD' as "Jumat, 27 Maret 2026" and "Friday 27 March 2026". */
export function dateLabel(date: string): Label {
  const weekday = isoWeekday(parseDay(date)) - 1;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return {
    id: `${weekdays.id[weekday]}, ${day} ${months.id[month - 1]} ${year}`,
    en: `${weekdays.en[weekday]} ${day} ${months.en[month - 1]} ${year}`,
  };
}

/** An instant with its local time: "Jumat, 27 Maret 2026 pukul 16:30 WITA". */
export function instantLabel(zone: Zone, instant: Date): Label {
  const date = dateLabel(localDate(zone, instant));
  const time = `${localTime(zone, instant)} ${abbreviations[zone]}`;
  return { id: `${date.id} pukul ${time}`, en: `${date.en} at ${time}` };
}

/** A length in ms as hours and minutes. */
export function lengthLabel(ms: number): Label {
  const minutes = Math.round(ms / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return { id: `${hours} jam ${rest} menit`, en: `${hours} h ${rest} min` };
}
