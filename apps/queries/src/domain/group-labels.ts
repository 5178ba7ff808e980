import { classificationLabels, type Classification } from '@tuntas/contracts';
import { monthInWords } from '@tuntas/kernel';
import type { Sentence } from './timeline-sentences.js';

/** What the summary of the clocks may be grouped by. */
export const summaryGroups = ['office', 'category', 'region', 'classification', 'period'] as const;
export type SummaryGroup = (typeof summaryGroups)[number];

/** The group of what has no key; a class and a month are never missing. */
export const nothing: Readonly<Record<SummaryGroup, Sentence>> = {
  office: { id: 'Belum ada instansi', en: 'No office yet' },
  category: { id: 'Belum dikategorikan', en: 'No category' },
  region: { id: 'Wilayah tidak disebutkan', en: 'No region given' },
  classification: { id: '-', en: '-' },
  period: { id: '-', en: '-' },
};

/** How people call a class, or a month `2026-03`; anything else is called by its code. */
export const labelOf = (group: SummaryGroup, key: string): Sentence => {
  if (group === 'classification' && Object.hasOwn(classificationLabels, key))
    return classificationLabels[key as Classification];
  return group === 'period' && /^\d{4}-(0[1-9]|1[0-2])$/.test(key)
    ? { id: monthInWords(key, 'id'), en: monthInWords(key, 'en') }
    : { id: key, en: key };
};
