import { classifications, type Classification } from '@tuntas/contracts';
import { lengthOf, maxLevelOf, warnAtOf, type Calendar, type SlaPolicy } from '../domain/index.js';

/** All versions of all policies and calendars. */
export abstract class RuleVersions {
  /** @returns at most `limit` policies by name and version, after the cursor `after` */
  abstract policies(
    after: { readonly name: string; readonly version: number } | undefined,
    limit: number,
  ): Promise<readonly SlaPolicy[]>;
  /** @returns at most `limit` calendars by code and version, after the cursor `after` */
  abstract calendars(
    after: { readonly code: string; readonly version: number } | undefined,
    limit: number,
  ): Promise<readonly Calendar[]>;
}

const forEach = <T>(of: (name: Classification) => T): Record<Classification, T> =>
  Object.fromEntries(classifications.map(name => [name, of(name)])) as Record<Classification, T>;

/** A policy with one value per classification, also if all classifications have the same value. */
export const policyByClass = (policy: SlaPolicy) => ({
  ...policy,
  length: forEach(name => lengthOf(policy, name)),
  maxLevel: forEach(name => maxLevelOf(policy, name)),
  warnAt: forEach(name => [...warnAtOf(policy, name)]),
});
