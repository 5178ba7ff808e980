const romanMonths = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

export interface Registration {
  /** Position in the book of this office and year, from 1. */
  readonly sequence: number;
  /** Local date 'YYYY-MM-DD' on which the case is entered; its year says in which book. */
  readonly date: string;
  /** Code of the representative office, as `BJM`. */
  readonly office: string;
}

/** `0179/LM/VI/2022/BJM`: sequence, kind (laporan masyarakat), month, year, office. */
export function registrationNumber({ sequence, date, office }: Registration): string {
  const [year, month] = date.split('-');
  return [String(sequence).padStart(4, '0'), 'LM', romanMonths[Number(month) - 1], year, office].join('/');
}
