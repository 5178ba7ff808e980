import fc from 'fast-check';
import { z } from 'zod';
import { line, text } from './typed-text.js';
import { toOpenApi } from './openapi.js';
import { faultsOf } from './schema-pipe.js';

describe('text', () => {
  const codeOf = (schema: z.ZodType, value: string): string | undefined => faultsOf(schema, value, 'en')[0]?.code;

  it('counts code points, as JSON Schema and PostgreSQL do', () => {
    expect(text(5, 10).parse('🚧'.repeat(10))).toBe('🚧'.repeat(10));
    expect([
      codeOf(text(5, 10), '🚧'.repeat(11)),
      codeOf(text(5, 10), '🚧'.repeat(4)),
      codeOf(text(5, 10), 'x'.repeat(11)),
    ]).toEqual(['too_big', 'too_small', 'too_big']);
  });

  it('counts the trimmed text', () => {
    expect(line(3).parse('  a b \n')).toBe('a b');
    expect([codeOf(line(3), ' \ufeff\u00a0'), codeOf(text(5, 10), '  abcd  ')]).toEqual(['too_small', 'too_small']);
  });

  it.each([
    ['a', 1],
    ['  ', 1],
    ['abcde', 5],
    [' abcd ', 5],
    ['a   e', 5],
    ['🚧🚧🚧🚧🚧', 5],
    ['\u200b', 1],
    ['\u3164\u2800', 1],
    ['a\u200b\u200b\u200be', 5],
    ['ab\u200bcde', 5],
    ['\ufe0f\u{e0041}', 1],
    ['a\u2800\u2800\u2800e', 5],
  ])('has an OpenAPI pattern that agrees with the check: %j of at least %d characters', (value, shortest) => {
    const { schema } = toOpenApi(text(shortest, 10), { schemaType: 'input' })!;
    const { pattern, minLength, maxLength } = schema as { pattern: string; minLength: number; maxLength: number };
    expect([minLength, maxLength]).toEqual([shortest, 10]);
    expect(new RegExp(pattern, 'u').test(value)).toBe(text(shortest, 10).safeParse(value).success);
  });

  const invisible = [
    '\u0000',
    '\u0007',
    '\u0085',
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u115f',
    '\u1160',
    '\u180e',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u202e',
    '\u2060',
    '\u2066',
    '\u3164',
    '\ufe0f',
    '\ufeff',
    '\uffa0',
    '\ufff9',
    '\uffff',
    '\u{1d173}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e0100}',
  ];
  it('removes invisible characters, and rejects a text without visible ones', () => {
    expect(invisible.filter(one => text(1, 10).safeParse(one).success)).toEqual([]);
    expect(invisible.map(one => text(5, 10).parse(`${one}ru${one}sak${one}`))).toEqual(invisible.map(() => 'rusak'));
    expect([text(1, 10).safeParse('\u2800').success, text(1, 10).parse('a\u2800b')]).toEqual([false, 'a b']);
  });

  it('keeps invisible characters that the rendering of visible ones needs', () => {
    const valid = [
      '👩\u200d👩\u200d👧',
      '❤\ufe0f',
      '1\ufe0f\u20e3',
      '🏳\ufe0f\u200d🌈',
      '🧑🏽\u200d🚒',
      'می\u200cخواهم',
      'क्\u200dष',
      '۱\u0600',
    ];
    expect(valid.map(each => text(1, 20).parse(each))).toEqual(valid);
    expect(
      ['a\u200db', 'a\ufe0f\ufe0f', 'é\u200cé', '👩\u200d', '\u200d👩'].map(each => text(1, 20).parse(each)),
    ).toEqual(['ab', 'a', 'éé', '👩', '👩']);
    expect([codeOf(text(2, 10), '❤\ufe0f'), codeOf(text(2, 10), '❤\ufe0f❤\ufe0f')]).toEqual(['too_small', undefined]);
  });

  it('normalizes line breaks to line feeds in long texts and to blanks in single lines', () => {
    expect([line(501).parse('a\r\nb\rc\u2028d\te\n'), line(500).parse('a\r\nb\tc\n')]).toEqual([
      'a\nb\nc\nd\te',
      'a b c',
    ]);
  });

  it('has an OpenAPI pattern that agrees with the check for any text, and parses its own output unchanged', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...invisible,
        '\u2800',
        '\r',
        '\n',
        '\r\n',
        '\u2028',
        ' ',
        '\u00a0',
        'a',
        '1',
        '❤',
        '👩',
        '🏽',
        'م',
        'क',
        '\u0301',
      ),
      fc.string({ unit: 'binary', maxLength: 2 }).filter(each => !/\p{Cs}/u.test(each)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(1, 2, 5), (pieces, shortest) => {
        const [value, schema] = [pieces.join(''), text(shortest, 100)];
        const { pattern } = toOpenApi(schema, { schemaType: 'input' })!.schema as { pattern: string };
        const read = schema.safeParse(value);
        expect(new RegExp(pattern, 'u').test(value)).toBe(read.success);
        if (read.success) expect(schema.parse(read.data)).toBe(read.data);
      }),
      { numRuns: 2_000 },
    );
  });

  it('has a portable pattern: without code points in braces, lookarounds and property classes', () => {
    const { pattern } = toOpenApi(text(5, 10), { schemaType: 'input' })!.schema as { pattern: string };
    expect(pattern).not.toMatch(/\\u\{|\(\?[=!<]|\\p/);
  });
});
