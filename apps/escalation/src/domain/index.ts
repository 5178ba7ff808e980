export * from './end-of.js';
export * from './escalation.js';
export * from './escalations-due.js';
export * from './escalations-of.js';
export * from './ladder.js';
export * from './published-clock.js';
export * from './raising.js';
export * from './raising-by-hand.js';
