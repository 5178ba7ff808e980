import { languageOf } from './locale.js';

describe('the language of a request', () => {
  it.each([
    [undefined, 'id'], ['', 'id'], ['*', 'id'], ['de', 'id'], ['en', 'en'], ['en-GB,en;q=0.9', 'en'], ['id-ID,id;q=0.9,en;q=0.8', 'id'],
    ['id;q=0.3, en;q=0.7', 'en'], ['de, en;q=0.5', 'en'], ['en;q=0', 'id'], ['en;q=nonsense', 'id'],
  ])('of %p is %s', (header, language) => {
    expect(languageOf(header === undefined ? {} : { 'accept-language': header })).toBe(language);
  });
});
