import { languageOf } from './locale.js';

describe('the language of a request', () => {
  it.each([
    [undefined, 'id'], ['', 'id'], ['*', 'id'], ['de', 'id'], ['en', 'en'], ['en-GB,en;q=0.9', 'en'], ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['id;q=0.3, en;q=0.7', 'en'], ['de, en;q=0.5', 'en'], ['en;q=0', 'id'], ['en;q=nonsense', 'id'],
    // Old, foreign and sloppy spellings
    ['in-ID, en;q=0.9', 'id'], ['in', 'id'], ['in_ID,en_US;q=0.9', 'id'], ['ind, eng;q=0.5', 'id'], ['IN-id;Q=1, EN;q=0.9', 'id'], ['eng', 'en'], ['en_GB', 'en'], ['EN-us', 'en'], ['en-Latn-GB-oxendict', 'en'],
    ['ms-MY, en;q=0.8', 'id'], ['bjn, en;q=0.9', 'id'], ['jv-ID, id-ID;q=0.9, en;q=0.8', 'id'], ['inh, en;q=0.1', 'en'], ['enm, fr', 'id'],
    // Weights
    ['en;q=0.5, in;q=0.501', 'id'], ['id;q=0.9, en', 'en'], ['en;q=0.8, in;q=0.8', 'en'], ['in;q=0.8, en;q=0.8', 'id'], ['en;q=1.000', 'en'], ['en;q=0.', 'id'], ['en;q=1.5, id;q=0.1', 'id'],
    ['en;q=-1', 'id'], ['en;q=', 'id'], ['en;q=0x1', 'id'], ['en;q=1e0', 'id'], ['en ; q = 0.5', 'en'], ['en; level=1; q=0.5', 'en'],
    // Whatever is not named
    ['en, *;q=0.5', 'en'], ['*, en;q=0.5', 'id'], ['*;q=0.5, en', 'en'], ['id;q=0, *', 'en'], ['in;q=0, *;q=0.1', 'en'], ['en;q=0, *', 'id'], ['*;q=0', 'id'], ['id;q=0', 'id'],
    // Malformed
    [',,;;q=', 'id'], [';q=1', 'id'], ['en,', 'en'], [', en', 'en'], ['-', 'id'], ['en-', 'en'], ['\u00e9', 'id'], [`${'x,'.repeat(5_000)}en`, 'en'],
  ])('of %p is %s', (header, language) => {
    expect(languageOf(header === undefined ? {} : { 'accept-language': header })).toBe(language);
  });
});
