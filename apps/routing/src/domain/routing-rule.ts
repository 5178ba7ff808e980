import { isAllegedLevy, type Complaint } from '@tuntas/complaint';

/** Rule that routes complaints of one category, in one region or in the whole city, to one office. */
export interface RoutingRule {
  readonly category: string;
  /** Region code such as `63.71.04`, including the regions within it; null for the whole city. */
  readonly region: string | null;
  readonly office: string;
}

export interface RoutingRules {
  readonly version: number;
  readonly rules: readonly RoutingRule[];
}

export type Routable = Pick<Complaint, 'category' | 'regionCode' | 'classification' | 'allegedMaladministration'>;

/** Office that the rules select, with the version of the rules. */
export interface Route {
  readonly office: string;
  readonly ruleVersion: number;
}

const inspectorateOffice = 'INSPEKTORAT';

/**
 * Selects the office of a complaint. The rule with the most specific region wins. Supervisory complaints always go to
 * the inspectorate.
 * @returns the route; null if no rule matches, so that the complaint stays in the coordinator's queue
 */
export const routeByRule = (complaint: Routable, { version, rules }: RoutingRules): Route | null => {
  if (isSupervisory(complaint)) return { office: inspectorateOffice, ruleVersion: version };
  const nearest = rules
    .filter(rule => rule.category === complaint.category && covers(rule.region, complaint.regionCode))
    .reduce<RoutingRule | null>(
      (best, rule) => (best === null || specificity(rule) > specificity(best) ? rule : best),
      null,
    );
  return nearest && { office: nearest.office, ruleVersion: version };
};

/** Derives one rule per category that has an office. Complaints of other categories stay with the coordinator. */
export const rulesFromCategories = (
  categories: readonly { readonly code: string; readonly office: string | null }[],
  version: number,
): RoutingRules => ({
  version,
  rules: categories.flatMap(({ code, office }) => (office ? [{ category: code, region: null, office }] : [])),
});

/** A complaint about the conduct of an office must not go to that office, whatever its classification. */
const isSupervisory = (complaint: Routable): boolean =>
  complaint.classification === 'supervisory_complaint' || isAllegedLevy(complaint);

const covers = (region: string | null, code: string | null): boolean =>
  region === null || code === region || (code?.startsWith(`${region}.`) ?? false);

const specificity = ({ region }: RoutingRule): number => region?.length ?? 0;
