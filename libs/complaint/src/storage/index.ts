export * from './complaint-table.js';
export * from './derived-codes.js';
export * from './inspectorate.js';
export * from './pg-complaint-store.js';
export * from './salted-texts.js';
export * from './search-words.js';
export * from './typed-texts.js';
export * from './complaint-providers.js';
