export * from './clock-view.js';
export * from './complaint-examples.js';
export * from './complaint-schema.js';
export * from './complaint-view.js';
export * from './duration.js';
export * from './open-duties.js';
export * from './pg-complaint-presenter.js';
export * from './typed-ticket.js';
