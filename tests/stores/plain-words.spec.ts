import fc from 'fast-check';
import { plainWords } from '@tuntas/complaint';
import { BareDatabase } from '../kit/bare-database.js';
import { worstTexts } from '../kit/worst-texts.js';

const worst = Object.entries(worstTexts(10_000));

describe('plain_words in the database', () => {
  let bare: BareDatabase;
  beforeAll(async () => {
    bare = await BareDatabase.make();
  });
  afterAll(() => bare.drop());

  const inDatabase = async (texts: readonly string[]): Promise<string[]> =>
    (
      await bare.sql<{ words: string }>(
        'SELECT complaints.plain_words(t) AS words FROM unnest($1::text[]) WITH ORDINALITY AS each (t, n) ORDER BY n',
        [texts],
      )
    ).map(({ words }) => words.replace(/^ | $/g, ''));

  test('equals the function of the code for any text', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'jalan',
        'JALAN',
        'anak2',
        'anak2nya',
        'RT.12/RW-03',
        "jum'at",
        'jum’at',
        'lamaaaa',
        'III',
        'Rp50.000,-',
        'café',
        'ＪＬＮ',
        'ﬁlm',
        '²',
        '½',
        'ΣΣ',
        '\u1680',
        'ا',
        '😀',
        '\u00a0',
        '\u2028',
        '\u202e',
        '-',
        '2',
        'ru\u00adsak',
        'ru\u200bsak',
        '\u3164\uffa0',
        '\u2800',
        'x'.repeat(200),
        '\u0301\u0316'.repeat(50),
        'aaabbb'.repeat(30),
        '!'.repeat(100),
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }).map(text => text.replaceAll('\0', '')),
    );
    const texts = fc.sample(
      fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join(' ')),
      2_000,
    );
    const found = await inDatabase(texts);
    expect(
      texts
        .flatMap((text, i) =>
          found[i] === plainWords(text).join(' ') ? [] : [[text, found[i], plainWords(text).join(' ')]],
        )
        .slice(0, 5),
    ).toEqual([]);
  });

  test('joins parts of a word that only invisible characters separate', async () => {
    const unseen = [
      '\u00ad',
      '\u034f',
      '\u061c',
      '\u115f',
      '\u180e',
      '\u200b',
      '\u200c',
      '\u200d',
      '\u200e',
      '\u202e',
      '\u2060',
      '\u2069',
      '\u3164',
      '\ufe0f',
      '\ufeff',
      '\uffa0',
      '\ufffb',
      '\u{e0041}',
      '\u{e0100}',
    ];
    expect(unseen.map(one => plainWords(`jalan ru${one}sak`).join(' '))).toEqual(unseen.map(() => 'jalan rusak'));
    expect(await inDatabase(unseen.map(one => `jalan ru${one}sak`))).toEqual(unseen.map(() => 'jalan rusak'));
  });

  test('equals the function of the code for every Unicode character', async () => {
    const every = Array.from({ length: 0x10ffff }, (_, i) => i + 1).filter(
      code =>
        code < 0x3400 ||
        (code >= 0xa000 && code < 0xac00) ||
        (code >= 0xf900 && code < 0x20000 && (code < 0xd800 || code > 0xdfff)) ||
        (code >= 0xe0000 && code < 0xe1000),
    );
    const everyText = every.map(code => `a${String.fromCodePoint(code)}b`).filter(text => !/\p{Cn}/u.test(text));
    // Code and database may use different versions of Unicode.
    const texts = (
      await bare.sql<{ t: string }>('SELECT t FROM unnest($1::text[]) AS each (t) WHERE unicode_assigned(t)', [
        everyText,
      ])
    ).map(({ t }) => t);
    expect(texts.length).toBeGreaterThan(20_000);
    const found = await inDatabase(texts);
    expect(texts.filter((text, i) => found[i] !== plainWords(text).join(' '))).toEqual([]);
  });

  test.each(worst)(
    'of 10,000 of %s is computed in one statement, and gives words',
    async (_, text) => {
      expect([...text].length).toBeLessThanOrEqual(10_000);
      const [row] = await bare.sql<{ words: string }>(
        `SELECT words::text
          FROM (SELECT to_tsvector('pg_catalog.indonesian', complaints.plain_words($1))) AS each (words)`,
        [text],
      );
      expect(row!.words).toBeDefined();
      expect(await inDatabase([text])).toEqual([plainWords(text).join(' ')]);
    },
    60_000,
  );
});
