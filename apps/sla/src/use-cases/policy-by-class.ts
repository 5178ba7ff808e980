import { classifications, type Classification } from '@tuntas/contracts';
import { lengthOf, maxLevelOf, warnAtOf, type SlaPolicy } from '../domain/index.js';

type ForEach<T> = Readonly<Record<Classification, T>>;
const forEach = <T>(of: (name: Classification) => T): Record<Classification, T> =>
  Object.fromEntries(classifications.map(name => [name, of(name)])) as Record<Classification, T>;

/** A policy with what it says for each classification, also where that is the same for all. */
export const policyByClass = (policy: SlaPolicy) => ({
  ...policy,
  length: forEach(name => lengthOf(policy, name)) as ForEach<number>,
  maxLevel: forEach(name => maxLevelOf(policy, name)) as ForEach<number>,
  warnAt: forEach(name => [...warnAtOf(policy, name)]) as ForEach<readonly number[]>,
});
