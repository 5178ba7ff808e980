import type { RoutingRules } from '../domain/index.js';

/** The rules in force. */
export abstract class Rules {
  abstract inForce(): Promise<RoutingRules>;
}

/** Sees that an office exists. @throws DomainError invalid `reference.unknown` */
export abstract class OfficeDirectory {
  abstract demandKnown(office: string, pointer: string): Promise<void>;
}
