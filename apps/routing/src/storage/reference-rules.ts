import type { ReferenceData } from '@tuntas/reference';
import { rulesFromCategories, type RoutingRules } from '../domain/index.js';
import { Rules } from '../use-cases/ports.js';

/** The first version of the rules: what the list of categories says. */
const ruleVersion = 1;

/** Rules as the reference data names them: one office for a category, all over the city. */
export class ReferenceRules extends Rules {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  async inForce(): Promise<RoutingRules> {
    return rulesFromCategories([...(await this.reference.tables()).categories.values()], ruleVersion);
  }
}
