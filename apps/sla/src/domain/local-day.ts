import { DomainError } from '@tuntas/kernel';

/** Zones of Indonesia with their fixed offset from UTC in hours; none has daylight saving time. */
export const zoneOffsets = { 'Asia/Jakarta': 7, 'Asia/Pontianak': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 } as const;
export type Zone = keyof typeof zoneOffsets;

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** The local date of an instant (ms), in days since 1970-01-01. */
export const dayOf = (zone: Zone, instant: number): number =>
  Math.floor((instant + zoneOffsets[zone] * 60 * minuteMs) / dayMs);

/** The instant (ms) at which a local day (days since 1970-01-01) begins. */
export const midnightOf = (zone: Zone, day: number): number => day * dayMs - zoneOffsets[zone] * 60 * minuteMs;

/**
 * Parses 'YYYY-MM-DD' to days since 1970-01-01.
 * @throws DomainError invalid `calendar.bad-date`
 */
export const parseDay = (date: string): number => {
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !Number.isInteger(day) || formatDay(day) !== date) {
    throw new DomainError('invalid', 'calendar.bad-date', `${date} is not a date YYYY-MM-DD`, { date });
  }
  return day;
};

export const formatDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** 1 Monday .. 7 Sunday. */
export const isoWeekday = (day: number): IsoWeekday => (((((day + 3) % 7) + 7) % 7) + 1) as IsoWeekday;
export type IsoWeekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The local date 'YYYY-MM-DD' of an instant: 23:30 WIB is 00:30 of the next day in WITA. */
export const localDate = (zone: Zone, instant: Date): string => formatDay(dayOf(zone, instant.getTime()));

/** The local time of day 'HH:MM' of an instant. */
export const localTime = (zone: Zone, instant: Date): string =>
  new Date(instant.getTime() + zoneOffsets[zone] * 60 * minuteMs).toISOString().slice(11, 16);
