export * from './clock-view.js';
export * from './complaint-examples.js';
export * from './complaint-schema.js';
export * from './complaint-view.js';
export * from './duration.js';
export * from './owed.js';
export * from './pg-showing.js';
export * from './typed-ticket.js';
