import type { Classification } from '@tuntas/contracts';
import type { Sentence } from './timeline-sentences.js';

/** What the summary of the clocks may be grouped by. */
export const summaryGroups = ['office', 'category', 'region', 'classification', 'period'] as const;
export type SummaryGroup = (typeof summaryGroups)[number];

const classes: Readonly<Record<Classification, Sentence>> = {
  information_request: { id: 'Permintaan informasi', en: 'Information request' },
  aspiration: { id: 'Aspirasi', en: 'Aspiration' },
  ordinary_complaint: { id: 'Pengaduan tidak berkadar pengawasan', en: 'Ordinary complaint' },
  supervisory_complaint: { id: 'Pengaduan berkadar pengawasan', en: 'Supervisory complaint' },
};
const months: readonly Sentence[] = [
  { id: 'Januari', en: 'January' }, { id: 'Februari', en: 'February' }, { id: 'Maret', en: 'March' }, { id: 'April', en: 'April' },
  { id: 'Mei', en: 'May' }, { id: 'Juni', en: 'June' }, { id: 'Juli', en: 'July' }, { id: 'Agustus', en: 'August' },
  { id: 'September', en: 'September' }, { id: 'Oktober', en: 'October' }, { id: 'November', en: 'November' }, { id: 'Desember', en: 'December' },
];

/** The group of what has no key; a class and a month are never missing. */
export const nothing: Readonly<Record<SummaryGroup, Sentence>> = {
  office: { id: 'Belum ada instansi', en: 'No office yet' }, category: { id: 'Belum dikategorikan', en: 'No category' },
  region: { id: 'Wilayah tidak disebutkan', en: 'No region given' }, classification: { id: '-', en: '-' }, period: { id: '-', en: '-' },
};

/** How people call a class, or a month `2026-03`; anything else is called by its code. */
export const labelOf = (group: SummaryGroup, key: string): Sentence => {
  if (group === 'classification' && Object.hasOwn(classes, key)) return classes[key as Classification];
  const [, year, month] = group === 'period' ? /^(\d{4})-(\d\d)$/.exec(key) ?? [] : [];
  const name = months[Number(month) - 1];
  return name ? { id: `${name.id} ${year}`, en: `${name.en} ${year}` } : { id: key, en: key };
};
