export * from './complaint.js';
export * from './fact.js';
