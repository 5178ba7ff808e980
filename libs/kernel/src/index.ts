export * from './actor.js';
export * from './clock.js';
export * from './date-in-words.js';
export * from './decision.js';
export * from './domain-error.js';
export * from './ids.js';
export * from './retriable.js';
