import { Injectable } from '@nestjs/common';
import { ReferenceData } from '@tuntas/reference';
import { rulesFromCategories, type RoutingRules } from '../domain/routing-rule.js';
import { Rules } from '../use-cases/route-by-rule.js';

/** Version of the rules that are derived from the categories. */
const ruleVersion = 1;

/** Routing rules derived from the reference data: one office per category, for the whole city. */
@Injectable()
export class ReferenceRules extends Rules {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  async inForce(): Promise<RoutingRules> {
    return rulesFromCategories([...(await this.reference.tables()).categories.values()], ruleVersion);
  }
}
