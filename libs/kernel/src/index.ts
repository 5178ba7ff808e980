export * from './actor.js';
export * from './date-in-words.js';
export * from './decision.js';
export * from './idempotent-request.js';
export * from './ports.js';
