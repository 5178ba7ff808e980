import type { RoutingRules } from '../domain/index.js';

/** Source of the routing rules. */
export abstract class Rules {
  /** Returns the rules that are in force. */
  abstract inForce(): Promise<RoutingRules>;
}
