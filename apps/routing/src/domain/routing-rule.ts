import { isAllegedLevy, type Complaint } from '@tuntas/complaint';

/** Complaints of one category, in one part of the city or everywhere, go to one office. */
export interface RoutingRule {
  readonly category: string;
  /** A region code whose parts below are meant too (`63.71.04`); null: everywhere. */
  readonly region: string | null;
  readonly office: string;
}

export interface RoutingRules {
  readonly version: number;
  readonly rules: readonly RoutingRule[];
}

export type Routable = Pick<Complaint, 'category' | 'regionCode' | 'classification' | 'allegedMaladministration'>;

/** Where the rules send a complaint, and which version of them said so. */
export interface Route {
  readonly office: string;
  readonly ruleVersion: number;
}

const inspectorateOffice = 'INSPEKTORAT';

/** The office by rule, the nearest region first; null leaves the complaint in the coordinator's queue. */
export function routeByRule(complaint: Routable, { version, rules }: RoutingRules): Route | null {
  if (isSupervisory(complaint)) return { office: inspectorateOffice, ruleVersion: version };
  const nearest = rules
    .filter(rule => rule.category === complaint.category && covers(rule.region, complaint.regionCode))
    .reduce<RoutingRule | null>((best, rule) => (best === null || reach(rule) > reach(best) ? rule : best), null);
  return nearest && { office: nearest.office, ruleVersion: version };
}

/** One rule per category that names an office; the others stay with the coordinator. */
export const rulesFromCategories = (
  categories: readonly { readonly code: string; readonly office: string | null }[],
  version: number,
): RoutingRules => ({
  version,
  rules: categories.flatMap(({ code, office }) => (office ? [{ category: code, region: null, office }] : [])),
});

/** What is said about the office's own conduct never goes to that office, however it was classified. */
const isSupervisory = (complaint: Routable): boolean =>
  complaint.classification === 'supervisory_complaint' || isAllegedLevy(complaint);

const covers = (region: string | null, code: string | null): boolean =>
  region === null || code === region || (code?.startsWith(`${region}.`) ?? false);

const reach = ({ region }: RoutingRule): number => region?.length ?? 0;
