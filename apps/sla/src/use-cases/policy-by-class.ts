import { classifications, type Classification } from '@tuntas/contracts';
import { lengthOf, maxLevelOf, warnAtOf, type SlaPolicy } from '../domain/index.js';

const forEach = <T>(of: (name: Classification) => T): Record<Classification, T> =>
  Object.fromEntries(classifications.map(name => [name, of(name)])) as Record<Classification, T>;

/** A policy with one value per classification, also if all classifications have the same value. */
export const policyByClass = (policy: SlaPolicy) => ({
  ...policy,
  length: forEach(name => lengthOf(policy, name)),
  maxLevel: forEach(name => maxLevelOf(policy, name)),
  warnAt: forEach(name => [...warnAtOf(policy, name)]),
});
