export * from './entities.js';
export * from './cached-value.js';
export * from './reference-data.js';
export * from './region-sql.js';
export * from './seed.js';
export * from './tenant.js';
