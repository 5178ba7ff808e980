import fc from 'fast-check';
import { plainWords } from '@tuntas/complaint';
import { BareDatabase } from '../kit/bare-database.js';

describe('plain words in the database', () => {
  let bare: BareDatabase;
  beforeAll(async () => { bare = await BareDatabase.make(); });
  afterAll(() => bare.drop());

  const inDatabase = async (texts: readonly string[]): Promise<string[]> =>
    (await bare.sql<{ words: string }>('SELECT complaints.plain_words(t) AS words FROM unnest($1::text[]) WITH ORDINALITY AS each (t, n) ORDER BY n', [texts])).map(({ words }) => words.replace(/^ | $/g, ''));

  test('are those of the code, whatever was written', async () => {
    const piece = fc.oneof(
      fc.constantFrom('jalan', 'JALAN', 'anak2', 'anak2nya', 'RT.12/RW-03', "jum'at", 'jum’at', 'lamaaaa', 'III', 'Rp50.000,-', 'café', 'ＪＬＮ', 'ﬁlm', '²', '½', 'ΣΣ', '\u1680', 'ا', '😀', '\u00a0', '\u2028', '\u202e', '-', '2'),
      fc.string({ unit: 'grapheme', maxLength: 6 }).map(text => text.replaceAll('\0', '')));
    const texts = fc.sample(fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(' ')), 2_000);
    const found = await inDatabase(texts);
    expect(texts.flatMap((text, i) => (found[i] === plainWords(text).join(' ') ? [] : [[text, found[i], plainWords(text).join(' ')]])).slice(0, 5)).toEqual([]);
  });
});
