import { classificationLabels, type Classification, type SummaryGroup } from '@tuntas/contracts';
import { monthInWords } from '@tuntas/kernel';
import type { Sentence } from './timeline-sentences.js';

/** Label of the group without a key. Classification and period always have a key. */
export const labelsWithoutKey: Readonly<Record<SummaryGroup, Sentence>> = {
  office: { id: 'Belum ada instansi', en: 'No office yet' },
  category: { id: 'Belum dikategorikan', en: 'No category' },
  region: { id: 'Wilayah tidak disebutkan', en: 'No region given' },
  classification: { id: '-', en: '-' },
  period: { id: '-', en: '-' },
};

/**
 * Returns the label of a group: the name of a classification or of a month such as `2026-03`, otherwise the key itself.
 */
export const labelOf = (group: SummaryGroup, key: string): Sentence => {
  if (group === 'classification' && Object.hasOwn(classificationLabels, key))
    return classificationLabels[key as Classification];
  return group === 'period' && /^\d{4}-(0[1-9]|1[0-2])$/.test(key)
    ? { id: monthInWords(key, 'id'), en: monthInWords(key, 'en') }
    : { id: key, en: key };
};
