export * from './codec.js';
export { acts, messageKindLabels, messageTemplates, type Act, type MessageTemplate } from './complaint-life.js';
export * from './envelope.js';
export * from './event-schemas.js';
export * from './events.js';
export * from './labels.js';
export * from './words.js';
