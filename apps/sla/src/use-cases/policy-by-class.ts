import { classifications, type Classification } from '@tuntas/contracts';
import { lengthOf, maxLevelOf, warnAtOf, type SlaPolicy } from '../domain/index.js';

const forEach = <T>(of: (name: Classification) => T): Record<Classification, T> =>
  Object.fromEntries(classifications.map(name => [name, of(name)])) as Record<Classification, T>;

/** A policy with what it says for each classification, also where that is the same for all. */
export const policyByClass = (policy: SlaPolicy) => ({
  ...policy,
  length: forEach(name => lengthOf(policy, name)),
  maxLevel: forEach(name => maxLevelOf(policy, name)),
  warnAt: forEach(name => [...warnAtOf(policy, name)]),
});
