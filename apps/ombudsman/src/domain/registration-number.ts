const romanMonths = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

export interface Registration {
  /** Position in the book of this office and year, from 1. */
  readonly sequence: number;
  readonly at: Date;
  /** Code of the representative office, as `BJM`. */
  readonly office: string;
  /** Of the tenant's zone, minutes east of UTC: 480 for WITA. */
  readonly utcOffsetMinutes: number;
}

/** The year whose book a case is entered in, by the tenant's calendar. */
export const registrationYear = (at: Date, utcOffsetMinutes: number): number => local(at, utcOffsetMinutes).getUTCFullYear();

/** `0179/LM/VI/2022/BJM`: sequence, kind (laporan masyarakat), month, year, office. */
export function registrationNumber({ sequence, at, office, utcOffsetMinutes }: Registration): string {
  const day = local(at, utcOffsetMinutes);
  return [String(sequence).padStart(4, '0'), 'LM', romanMonths[day.getUTCMonth()], day.getUTCFullYear(), office].join('/');
}

const local = (at: Date, utcOffsetMinutes: number): Date => new Date(at.getTime() + utcOffsetMinutes * 60_000);
