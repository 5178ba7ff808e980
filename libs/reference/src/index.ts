export * from './entities.js';
export * from './reference-data.js';
export * from './seed.js';
export * from './tenant.js';
