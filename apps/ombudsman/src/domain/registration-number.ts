const romanMonths = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'] as const;

export interface Registration {
  /** Sequence within the office and year, from 1. */
  readonly sequence: number;
  /** Local date of registration as 'YYYY-MM-DD'; its year selects the sequence. */
  readonly date: string;
  /** Code of the representative office, for example `BJM`. */
  readonly office: string;
}

/**
 * Formats a registration number, for example `0179/LM/VI/2022/BJM`: sequence, kind (laporan masyarakat), month, year,
 * office.
 */
export const registrationNumber = ({ sequence, date, office }: Registration): string => {
  const [year, month] = date.split('-');
  return [String(sequence).padStart(4, '0'), 'LM', romanMonths[Number(month) - 1], year, office].join('/');
};
