export * from './clock-view.js';
export * from './complaint-examples.js';
export * from './complaint-schema.js';
export * from './complaint-view.js';
export * from './pg-complaint-presenter.js';
