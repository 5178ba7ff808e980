export * from './plain-words.js';
export * from './search-query.js';
export * from './stop-words.js';
export * from './synonyms.js';
export * from './word-forms.js';
