/**
 * What cannot be seen: controls but tab and line feed, format characters, fillers, variation selectors, tags,
 * non-characters. The format characters of Arabic that are seen, such as the sign of a year, are none of these.
 */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const otherBlanks = /[\r\u2028\u2029\u2800]/;

/**
 * What is not seen but makes right what is: the selector after an emoji, the joiner within one, joiners between letters
 * of scripts that need them.
 */
const needed = [
  /(?<=[\p{Emoji}\p{Extended_Pictographic}])[\ufe0e\ufe0f]/uy,
  /(?<=[\p{Emoji_Modifier}\p{Extended_Pictographic}]\ufe0f?)\u200d(?=\p{Extended_Pictographic})/uy,
  /(?<=(?![\p{Script=Latin}\p{Default_Ignorable_Code_Point}])[\p{L}\p{M}])[\u200c\u200d](?=(?![\p{Script=Latin}\p{Default_Ignorable_Code_Point}])[\p{L}\p{M}])/uy,
];
const isNeeded = (text: string, place: number): boolean =>
  needed.some(each => {
    each.lastIndex = place;
    return each.test(text);
  });

/**
 * The text without what cannot be seen; every line break is a line feed, the empty braille cell is a blank, and there
 * are no blanks at the ends.
 */
export const seen = (text: string): string => {
  const even = otherBlanks.test(text) ? text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll('\u2800', ' ') : text;
  return even.replace(unseen, (character, place: number) => (isNeeded(even, place) ? character : '')).trim();
};

/** The same in one line. */
export const seenInLine = (text: string): string => seen(text).replace(/[\t\n]/g, ' ');

/**
 * How many characters are seen of what was typed, and blanks between them: a family of three is three, without what
 * joins them.
 */
export const countSeen = (typed: string): number =>
  [...typed.replaceAll('\u2800', ' ').replace(unseen, '').trim()].length;

/** The class as other languages read it too: without braces, which JavaScript alone knows. */
const classOfUnseen = unseen.source
  .slice(1, -1)
  .replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

/** The pattern of a text of which at least so many characters are seen, or are blanks between two that are. */
export const patternOfSeen = (shortest: number): string => {
  const end = `[^\\s\\u2800${classOfUnseen}]`;
  return shortest < 2
    ? end
    : `${end}(?:[${classOfUnseen}]*[^${classOfUnseen}]){${shortest - 2},}[${classOfUnseen}]*${end}`;
};
