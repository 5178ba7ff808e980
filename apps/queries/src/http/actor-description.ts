import { identityDocumentLabels } from '@tuntas/contracts';
import { roleLabels, type Language } from '@tuntas/platform';
import type { TimelineItem } from '../storage/timeline.js';

const forCitizen: Readonly<Record<Language, string>> = { id: 'untuk pelapor', en: 'for the complainant' };
const document: Readonly<Record<Language, string>> = { id: 'dokumen', en: 'document' };
const citizenNote = (documentSeen: TimelineItem['by']['documentSeen'], language: Language): string =>
  `${forCitizen[language]}${documentSeen === null ? '' : ` (${document[language]}: ${identityDocumentLabels[documentSeen][language]})`}`;

/**
 * Describes the actor of an event, for example `Petugas, Dinas Perhubungan`. For a clerk who acted for a citizen at the
 * counter, it adds that fact and the identity document that the clerk saw.
 */
export const describeActor = (
  { role, officeName, onBehalf, documentSeen }: TimelineItem['by'],
  language: Language,
): string =>
  [
    roleLabels[role][language],
    ...(officeName === null ? [] : [officeName]),
    ...(onBehalf && role === 'counter_clerk' ? [citizenNote(documentSeen, language)] : []),
  ].join(', ');
