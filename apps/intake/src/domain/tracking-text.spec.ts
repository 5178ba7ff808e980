import { actSentences } from './citizen-sentences.js';
import { transitions, type ActPath } from '@tuntas/complaint';
import { acts, archiveReasons, caseStages, inadmissibilityGrounds, outcomes, statuses } from '@tuntas/contracts';
import { languages, type Sentence } from './sentence.js';
import { caseSentences, inadmissibleSentences } from './tracking-case-text.js';
import {
  archivedSentence,
  archivedSentences,
  archivedWhySentence,
  assignedLateSentence,
  escalationSentences,
  contestedSentence,
  contestedWithCaseSentence,
  deadlineSentences,
  heardSentence,
  lastObjectionSentence,
  lastReplyDeadlineSentence,
  lateSentence,
  openActSentences,
  outcomeSentences,
  plainReferralOffer,
  recategorisedSentence,
  referralOffer,
  returnedSentence,
  statusSentences,
  statusLabels,
} from './tracking-text.js';

type Catalogue = Readonly<Record<string, Sentence>>;

const citizensRoutes = [
  ...new Set(transitions.filter(({ who }) => who.includes('citizen')).flatMap(({ route }) => route ?? [])),
];
const hiddenActs = ['note', 'disclose'];
const clocksOfTheCitizen = transitions.flatMap(({ clock }) => clock ?? []);
const catalogues: readonly (readonly [string, Catalogue, readonly string[]])[] = [
  ['status', statusLabels, statuses],
  ['open status', statusSentences, statuses.filter(status => status !== 'closed' && status !== 'archived')],
  ['reason of archiving', archivedSentences, archiveReasons],
  ['outcome', outcomeSentences, outcomes],
  ['act and lapsed deadline', actSentences, acts.filter(act => !hiddenActs.includes(act))],
  ['act open to the citizen', openActSentences as Catalogue, citizensRoutes satisfies readonly ActPath[]],
  ['stage at the Ombudsman', caseSentences, caseStages],
  ['ground of inadmissibility', inadmissibleSentences, inadmissibilityGrounds],
  [
    'running clock',
    deadlineSentences as Catalogue,
    ['verification', 'first_response', 'resolution', 'decision', ...clocksOfTheCitizen],
  ],
];
const otherSentences: Catalogue = {
  archivedSentence,
  archivedWhySentence,
  assignedLateSentence,
  contestedSentence,
  contestedWithCaseSentence,
  heardSentence,
  lastObjectionSentence,
  lastReplyDeadlineSentence,
  lateSentence,
  plainReferralOffer,
  recategorisedSentence,
  referralOffer,
  returnedSentence,
  ...escalationSentences,
};
const sentences = [
  ...catalogues.slice(1).flatMap(([, catalogue]) => Object.values(catalogue)),
  ...Object.values(otherSentences),
];

describe('sentences of the tracking page', () => {
  it.each(catalogues)('exist for every %s in both languages', (_, catalogue, keys) => {
    expect(keys.length).toBeGreaterThan(3);
    expect(Object.keys(catalogue).sort()).toEqual([...new Set(keys)].sort());
    for (const key of keys)
      for (const language of languages)
        expect([key, language, catalogue[key]?.[language]]).toEqual([key, language, expect.stringMatching(/\S{3}/)]);
  });

  it('differ between Indonesian and English', () => {
    expect(sentences.filter(({ id, en }) => id === en)).toEqual([]);
  });

  it('are whole sentences with the same placeholders in both languages', () => {
    const placeholdersOf = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!.toLowerCase()).sort();
    for (const { id, en } of sentences) {
      for (const text of [id, en]) expect(text).toMatch(/^(\{[A-Z]\w+\}|[A-Z]).*\.$/);
      expect([id, placeholdersOf(en)]).toEqual([id, placeholdersOf(id)]);
      expect(placeholdersOf(id).filter(name => !['class', 'office', 'until', 'number'].includes(name))).toEqual([]);
    }
  });

  it('contain no blaming and no bureaucratic words', () => {
    const cold =
      /\b(lalai|kelalaian|salah|kesalahan|gagal|melanggar|terlambat|kooperatif|wajib|harus|disposisi|verifikasi|pelapor|terlapor|SLA|tenggat|eskalasi|neglect\w*|fault|fail\w*|must|breach\w*|escalat\w*|complainant)\b/i;
    expect(sentences.flatMap(({ id, en }) => [id, en]).filter(text => cold.test(text))).toEqual([]);
  });
});
