export * from './business-clock.js';
export * from './database.js';
export { isDiskFull } from './disk-full.js';
export * from './embedded-postgres.js';
export * from './ids.js';
export * from './migrate.js';
export * from './migrations/index.js';
export * from './roles.js';
export * from './sealing.js';
