export * from './admissibility.js';
export * from './case-stages.js';
export * from './change-stage.js';
export * from './dossier.js';
export * from './inadmissibility.js';
export * from './ombudsman-case.js';
export * from './registration-number.js';
