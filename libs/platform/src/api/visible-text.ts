/**
 * Invisible characters: controls except tab and line feed, format characters, fillers, variation selectors, tags,
 * non-characters. The visible Arabic format characters, such as the year sign, are not included.
 */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const otherSpaces = /[\r\u2028\u2029\u2800]/;

/**
 * Invisible characters that change the rendering of visible ones and are kept: the variation selector after an emoji,
 * the joiner within an emoji, and joiners between letters of non-Latin scripts.
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
 * The visible text: without invisible characters, with every line break as a line feed, with the empty braille cell as
 * a blank, and trimmed.
 */
export const visibleText = (text: string): string => {
  const normalized = otherSpaces.test(text)
    ? text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll('\u2800', ' ')
    : text;
  return normalized
    .replace(invisible, (character, place: number) => (isNeeded(normalized, place) ? character : ''))
    .trim();
};

/** The visible text in one line. */
export const visibleLine = (text: string): string => visibleText(text).replace(/[\t\n]/g, ' ');

/**
 * The number of visible characters and of blanks between them. A family emoji of three persons counts as three; its
 * joiners are not counted.
 */
export const visibleLength = (typed: string): number =>
  [...typed.replaceAll('\u2800', ' ').replace(invisible, '').trim()].length;

/** The character class in portable syntax: without `\u{...}`, which only JavaScript supports. */
const invisibleClass = invisible.source
  .slice(1, -1)
  .replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

/** The JSON Schema pattern of a text with at least `shortest` visible characters, including blanks between them. */
export const visiblePattern = (shortest: number): string => {
  const end = `[^\\s\\u2800${invisibleClass}]`;
  return shortest < 2
    ? end
    : `${end}(?:[${invisibleClass}]*[^${invisibleClass}]){${shortest - 2},}[${invisibleClass}]*${end}`;
};
