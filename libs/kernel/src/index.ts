export * from './actor.js';
export * from './business-time.js';
export * from './date-in-words.js';
export * from './decision.js';
export * from './domain-error.js';
export * from './ids.js';
export * from './idempotent-request.js';
