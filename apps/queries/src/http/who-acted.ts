import { roleLabels, type Language } from '@tuntas/service';
import type { TimelineItem } from '../storage/timeline.js';

const forCitizen: Readonly<Record<Language, string>> = { id: 'untuk pelapor', en: 'for the complainant' };

/** Who did it, in words: `Petugas, Dinas Perhubungan`; of a clerk who acted for a citizen who was present also that. */
export const whoActed = ({ role, officeName, onBehalf }: TimelineItem['by'], language: Language): string =>
  [roleLabels[role][language], ...(officeName === null ? [] : [officeName]), ...(onBehalf && role === 'counter_clerk' ? [forCitizen[language]] : [])].join(', ');
