export * from './domain/deciding.js';
export * from './domain/index.js';
