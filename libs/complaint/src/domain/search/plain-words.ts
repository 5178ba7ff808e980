// no word is that long; normalisation takes quadratic time in a run of accents
const longRun = /[^\0-/:-@[-`{-\x7f]{64}/gu;
const capitals = /[A-Z]+/g; // for other alphabets, JavaScript and PostgreSQL differ
/**
 * Accents, the apostrophe of "jum'at", and invisible characters: soft hyphens, zero-width spaces, direction marks,
 * fillers, variation selectors, tags.
 */
const ignoredCharacters =
  /[\u0300-\u036f'`\u2018\u2019\u02bc\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const separators = /[^0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+/;
const repeatedLetters = /([a-hj-z])\1{2,}/g; // "lamaaa"; not "III"
const reduplication = /^([a-z]{3,})2(nya|an)?$/; // "anak2" is "anak-anak"

/**
 * Splits a text into normalised search words. `complaints.plain_words` does the same in the database; a test compares
 * both.
 */
export const plainWords = (text: string): readonly string[] =>
  text
    .replace(longRun, '$& ')
    .normalize('NFKD')
    .replace(capitals, letters => letters.toLowerCase())
    .replace(ignoredCharacters, '')
    .split(separators)
    .filter(word => word !== '')
    .map(word => word.replace(repeatedLetters, '$1').replace(reduplication, '$1$2'));
