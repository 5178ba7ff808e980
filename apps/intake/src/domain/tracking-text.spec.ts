import { acts, transitions, type ActPath } from '@tuntas/complaint';
import { archiveReasons, caseStages, inadmissibilityGrounds, outcomes, statuses } from '@tuntas/contracts';
import { languages, type Sentence } from './sentence.js';
import { caseSentences, inadmissibleSentences } from './tracking-case-text.js';
import {
  actSentences,
  archivedSentence,
  archivedSentences,
  archivedWhySentence,
  assignedLateSentence,
  climbSentences,
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
  standings,
  statusLabels,
} from './tracking-text.js';

type Catalogue = Readonly<Record<string, Sentence>>;

const citizensRoutes = [
  ...new Set(transitions.filter(({ who }) => who.includes('citizen')).flatMap(({ route }) => route ?? [])),
];
const unsaid = ['note', 'disclose'];
const clocksOfTheCitizen = transitions.flatMap(({ clock }) => clock ?? []);
const needed: readonly (readonly [string, Catalogue, readonly string[]])[] = [
  ['status', statusLabels, statuses],
  ['standing', standings, statuses.filter(status => status !== 'closed' && status !== 'archived')],
  ['reason of archiving', archivedSentences, archiveReasons],
  ['outcome', outcomeSentences, outcomes],
  ['act, and end of a time,', actSentences, acts.filter(act => !unsaid.includes(act))],
  ['act open to the citizen', openActSentences as Catalogue, citizensRoutes satisfies readonly ActPath[]],
  ['stage at the Ombudsman', caseSentences, caseStages],
  ['ground on which the Ombudsman may not examine', inadmissibleSentences, inadmissibilityGrounds],
  [
    'time that runs',
    deadlineSentences as Catalogue,
    ['verification', 'first_response', 'resolution', 'decision', ...clocksOfTheCitizen],
  ],
];
const others: Catalogue = {
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
  ...climbSentences,
};
const sentences = [...needed.slice(1).flatMap(([, catalogue]) => Object.values(catalogue)), ...Object.values(others)];

describe('what the citizen reads', () => {
  it.each(needed)('has words for every %s in both languages', (_, catalogue, keys) => {
    expect(keys.length).toBeGreaterThan(3);
    expect(Object.keys(catalogue).sort()).toEqual([...new Set(keys)].sort());
    for (const key of keys)
      for (const language of languages)
        expect([key, language, catalogue[key]?.[language]]).toEqual([key, language, expect.stringMatching(/\S{3}/)]);
  });

  it('is in two languages, not twice in one', () => {
    expect(sentences.filter(({ id, en }) => id === en)).toEqual([]);
  });

  it('is said in whole sentences, with the same things put in', () => {
    const put = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!.toLowerCase()).sort();
    for (const { id, en } of sentences) {
      for (const text of [id, en]) expect(text).toMatch(/^(\{[A-Z]\w+\}|[A-Z]).*\.$/);
      expect([id, put(en)]).toEqual([id, put(id)]);
      expect(put(id).filter(name => !['class', 'office', 'until', 'number'].includes(name))).toEqual([]);
    }
  });

  it('blames nobody, and speaks as people do', () => {
    const cold =
      /\b(lalai|kelalaian|salah|kesalahan|gagal|melanggar|terlambat|kooperatif|wajib|harus|disposisi|verifikasi|pelapor|terlapor|SLA|tenggat|eskalasi|neglect\w*|fault|fail\w*|must|breach\w*|escalat\w*|complainant)\b/i;
    expect(sentences.flatMap(({ id, en }) => [id, en]).filter(text => cold.test(text))).toEqual([]);
  });
});
