import { Injectable } from '@nestjs/common';
import { ComplaintStore, decide, mayBeAssignedByRule, unchanged } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import type { Cause } from '@tuntas/contracts';
import { systemActor } from '@tuntas/kernel';
import { routeByRule, type RoutingRules } from '../domain/routing-rule.js';

/** Source of the routing rules. */
export abstract class Rules {
  /** Returns the rules that are in force. */
  abstract inForce(): Promise<RoutingRules>;
}

/** Assigns a new complaint by rule, or leaves it in the coordinator's queue. */
@Injectable()
export class RouteByRule {
  constructor(
    private readonly store: ComplaintStore,
    private readonly rules: Rules,
  ) {}

  async execute(complaintId: string, cause: Cause): Promise<void> {
    const rules = await this.rules.inForce();
    const by = systemActor('routing rule');
    await this.store.decide(complaintId, { by, cause }, (complaint, now) => {
      const route = mayBeAssignedByRule(complaint) ? routeByRule(complaint, rules) : null;
      return route ? decide(complaintActs.assign, complaint, by, { ...route, texts: [] }, now) : unchanged(complaint);
    });
  }
}
