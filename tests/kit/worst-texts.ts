/**
 * Texts of so many characters that take an expression over them longest, each under its name: one letter, few letters
 * in turn, and whatever nearly fits.
 */
export const worstTexts = (length: number): Readonly<Record<string, string>> => {
  const of = (part: string): string => [...part.repeat(Math.ceil(length / [...part].length))].slice(0, length).join('');
  return {
    a: of('a'),
    ab: of('ab'),
    aab: of('aab'),
    aaab: of('aaab'),
    aaabbb: of('aaabbb'),
    'the alphabet': of('abcdefghijklmnopqrstuvwxyz'),
    i: of('i'),
    'z and A': of('zA'),
    digits: of('1'),
    'numbers with letters': of('1e1'),
    'anak2 without a blank': of('anak2'),
    anak2: of('anak2 '),
    anak2x: of('anak2x '),
    'a then a digit': `${of('a').slice(1)}2`,
    blanks: `a${of(' ').slice(2)}a`,
    'line breaks': `a${of('\n').slice(2)}a`,
    CRLF: `a${of('\r\n').slice(2)}a`,
    dashes: of('-'),
    'quotation marks': of('"'),
    'a quotation mark and a dash': of('"-'),
    brackets: of('(('),
    slashes: of('/'),
    dots: of('a.'),
    addresses: of('a@'),
    hosts: of('a.b-c/'),
    semicolons: of('; '),
    'equal signs': of('='),
    markup: of('<&'),
    ampersands: of('&'),
    braces: of('{a}'),
    percent: of('%'),
    accents: `a${of('\u0301').slice(1)}`,
    'accents out of order': `a${of('\u0301\u0316').slice(1)}`,
    ligatures: of('\ufdfa'),
    kana: of('\u3328'),
    syllables: of('\uac01'),
    emoji: of('🚧'),
    families: of('👩\u200d'),
    'soft hyphens': `a${of('\u00ad').slice(2)}a`,
    'zero-width spaces between letters': of('a\u200b'),
    tags: `a${of('\u{e0041}').slice(4)}a`,
    'no-break spaces': `a${of('\u00a0').slice(2)}a`,
    'many different words': Array.from({ length }, (_, i) => i.toString(36))
      .join(' ')
      .slice(0, length),
    'the ticket': of('BJM-2026-000001-'),
  };
};
