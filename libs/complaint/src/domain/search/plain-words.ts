const marks = /[\u0300-\u036f'`\u2018\u2019\u02bc]/g; // accents, and the apostrophe of "jum'at"
const between = /[^0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7ff]+/;
const drawnOut = /([a-hj-z])\1{2,}/g; // "lamaaa"; not "III"
const twice = /^([a-z]{3,})2(nya|an)?$/; // "anak2" is "anak-anak"

/** A text as the words that are searched; `complaints.plain_words` does the same in the database, and a test compares the two. */
export const plainWords = (text: string): readonly string[] => text.normalize('NFKD')
  .replace(/\p{L}/gu, letter => letter.toLowerCase()) // each by itself: a whole text in Greek would end otherwise than in the database
  .replace(marks, '')
  .split(between).filter(word => word !== '').map(word => word.replace(drawnOut, '$1').replace(twice, '$1$2'));
