import fc from 'fast-check';
import { ticketOf } from '../ticket.js';
import { formsOf, plainWords, searchFor, stopWords, synonymsFrom } from './index.js';

const synonyms = synonymsFrom([
  { word: 'jln', formal: 'jalan' },
  { word: 'tdk', formal: 'tidak' },
  { word: 'yg', formal: 'yang' },
  { word: 'lobang', formal: 'lubang' },
  { word: 'e-ktp', formal: 'ktp' },
  { word: 'kartu tanda penduduk', formal: 'ktp' },
  { word: 'tanpa', formal: 'tidak ada' },
  { word: 'pju', formal: 'lampu jalan' },
]);
const words = (typed: string) => searchFor(typed, synonyms).words;
const finds = (typed: string, ...forms: string[]) => forms.every(way => words(typed)?.includes(`'${way}'`));

describe('searchFor', () => {
  test.each([
    ['air keruh', `'air' & ('keruh' | 'bakeruh')`],
    ['"air keruh"', `('air' <-> 'keruh')`],
    ['“air keruh”', `('air' <-> 'keruh')`],
    ['"air keruh', `('air' <-> 'keruh')`],
    ['air -keruh', `'air' & !'keruh'`],
    ['air -"keruh lagi"', `'air' & !('keruh' <-> 'lagi')`],
    ['-keruh', `!'keruh'`],
    ['air air', `'air'`],
    ['AIR!!!', `'air'`],
    ['air/rob', `'air' & 'rob'`],
    ['air yang kami pakai', `'air' & ('pakai' | 'bapakai')`],
    ['air yg', `'air'`],
    ['yang', `('yang' | 'yg')`],
    ['-tdk air', `'air' & !'tdk'`],
  ])('parses %s', (typed, expected) => {
    expect(words(typed)).toBe(expected);
  });

  test.each(['', '   ', '!!!', '-', '""', '-""', '😀', '()&|!:*<->'])(
    'returns no query for input without words: %j',
    typed => {
      expect(searchFor(typed, synonyms)).toEqual({ ticket: null, words: null });
    },
  );

  test('expands informal words with formal ones, formal words with informal ones, and words with their synonyms', () => {
    expect([
      finds('jalan', 'jln'),
      finds('jln', 'jalan'),
      finds('jalannya', 'jln', 'jalannya'),
      finds('berlubang', 'lobang', 'berlubang'),
    ]).toEqual([true, true, true, true]);
    expect(words('e-ktp')).toBe(`(('e' <-> 'ktp') | 'ktp' | ('kartu' <-> 'tanda' <-> 'penduduk'))`);
    expect(finds('kartu tanda penduduk', 'ktp', 'e')).toBe(true);
  });

  test('treats the words of a list entry as one term, and expands each of its words', () => {
    expect(words('lampu jalan')).toBe(`(('lampu' <-> ('jalan' | 'jln')) | 'pju')`);
    expect(finds('tdk ada karcis', 'tanpa')).toBe(true);
  });

  test('does not expand phrases and excluded terms', () => {
    expect(words('"jln tdk"')).toBe(`('jln' <-> 'tdk')`);
    expect(words('air -jln')).toBe(`'air' & !'jln'`);
  });

  test('recognises a ticket in any case and with any dashes, but not one with a wrong check character', () => {
    const ticket = ticketOf('BJM', 2026, 123);
    expect(searchFor(` ${ticket.toLowerCase()} `, synonyms)).toEqual({ ticket, words: null });
    expect(searchFor(ticket.replaceAll('-', '\u2013'), synonyms)).toEqual({ ticket, words: null });
    expect(searchFor(ticket.replaceAll('-', ' '), synonyms)).toEqual({ ticket, words: null });
    expect(searchFor('BJM-2026-000123-0', synonyms).ticket).toBeNull();
  });

  test('returns only quoted words and its own operators for any input', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '-', "'", '\\', ' ', 'jln', '&', '|', '!', ':*', '<->', '(', ')', 'e-ktp'),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), parts => {
        const query = words(parts.join(''));
        const rest =
          query?.replace(/'[\p{L}\p{N}\p{M}\p{So}\p{Sk}\p{Lm}\p{Cn}\p{Sm}\p{Sc}\p{P}\p{Zs}\p{Cf}]+?'/gu, 'W') ?? 'W';
        expect(rest).toMatch(/^[W &|!()<>-]+$/);
        expect(query ?? '').not.toMatch(/\\/);
      }),
    );
  });
});

describe('plainWords', () => {
  test.each([
    ["Jl.Padat Karya RT.12/RW-03, jum'at", 'jl padat karya rt 12 rw 03 jumat'],
    ['anak2 dan ibu2nya', 'anak dan ibunya'],
    ['lamaaaa bgttt', 'lama bgt'],
    ['Rp50.000,-', 'rp50 000'],
    ['RW III', 'rw iii'],
    ['café', 'cafe'],
    ['ＪＡＬＡＮ', 'jalan'],
    ['rusak…parah—sekali', 'rusak parah sekali'],
  ])('normalises %s', (text, expected) => {
    expect(plainWords(text).join(' ')).toBe(expected);
  });
});

describe('formsOf', () => {
  test.each([
    ['menambal', 'tambal'],
    ['ditambal', 'menambal'],
    ['nambal', 'tambal'],
    ['penutupan', 'tutup'],
    ['tumpukan', 'numpuk'],
    ['mengirimkan', 'kirim'],
    ['ditagih', 'menagih'],
    ['bajukung', 'jukung'],
    ['jukung', 'bajukung'],
    ['jalan', 'bajalan'],
  ])('expands %s with %s', (word, form) => {
    expect(formsOf(word)).toContain(form);
  });

  test('adds no verb forms to a word that is not a listed verb', () => {
    expect(
      ['meninggal', 'air', 'nama', 'menit'].map(word => formsOf(word).filter(form => !form.startsWith('ba'))),
    ).toEqual([['meninggal'], ['air'], ['nama'], ['menit']]);
  });
});

test('stop words are in normalised form', () => {
  expect([...stopWords].filter(word => plainWords(word).join(' ') !== word)).toEqual([]);
});
