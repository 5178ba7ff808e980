export * from './access-code.js';
export * from './acts/assign.js';
export { complaintActs } from './acts/index.js';
export type { Confirmation } from './acts/confirm.js';
export type { CompletedFields } from './acts/complete.js';
export type { Lapse } from './acts/define-lapse.js';
export * from './acts/hand-over.js';
export * from './acts/lodge.js';
export * from './allowed-actions.js';
export * from './complaint.js';
export * from './decide.js';
export {
  maxRounds,
  type ActDefinition,
  type CodeReference,
  type CommandContext,
  type PerformableAct,
  type Ruling,
  type TextFields,
} from './define-act.js';
export * from './duties.js';
export * from './fact.js';
export * from './illegal-levy.js';
export * from './message.js';
export { messagesOf, messageRules } from './messages-of.js';
export * from './reach.js';
export * from './search/index.js';
export * from './ticket.js';
export * from './transitions.js';
export { rolesOfWho, type Who } from './who.js';
