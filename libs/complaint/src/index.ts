export * from './domain/complaint-store.js';
export * from './domain/index.js';
