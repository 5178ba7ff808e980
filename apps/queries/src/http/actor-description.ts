import { identityDocumentLabels } from '@tuntas/contracts';
import { roleLabels, type Language } from '@tuntas/service';
import type { TimelineItem } from '../storage/timeline.js';

const forCitizen: Readonly<Record<Language, string>> = { id: 'untuk pelapor', en: 'for the complainant' };
const document: Readonly<Record<Language, string>> = { id: 'dokumen', en: 'document' };
const citizenKnownBy = (documentSeen: TimelineItem['by']['documentSeen'], language: Language): string =>
  `${forCitizen[language]}${documentSeen === null ? '' : ` (${document[language]}: ${identityDocumentLabels[documentSeen][language]})`}`;

/**
 * Who did it, in words: `Petugas, Dinas Perhubungan`; of a clerk who acted for a citizen who was present also that, and
 * the document that was seen.
 */
export const whoActed = (
  { role, officeName, onBehalf, documentSeen }: TimelineItem['by'],
  language: Language,
): string =>
  [
    roleLabels[role][language],
    ...(officeName === null ? [] : [officeName]),
    ...(onBehalf && role === 'counter_clerk' ? [citizenKnownBy(documentSeen, language)] : []),
  ].join(', ');
