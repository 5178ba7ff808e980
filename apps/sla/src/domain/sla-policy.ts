import type { Classification, ClockName } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import { localDate } from './local-day.js';
import type { Zone } from './local-day.js';

/** HK: working days of a calendar (hari kerja). CD: calendar days. */
export type Unit = 'HK' | 'CD';

/** The party that owes the duty of a clock; `holder` is the holder of an escalation level (the clock of a rung). */
export type RunsFor = 'citizen' | 'office' | 'coordinator' | 'holder';

/** One value for all classifications, or one value per classification. */
export type ByClassification<T> = T | Readonly<Record<Classification, T>>;

/** Length, owner and highest escalation level of a clock: versioned data with a legal basis. */
export interface SlaPolicy {
  readonly name: ClockName;
  readonly version: number;
  /** Local date 'YYYY-MM-DD'. A clock uses the policy that is valid on the local date of its start. */
  readonly validFrom: string;
  readonly unit: Unit;
  /** Number of `unit`s, at least 1. */
  readonly length: ByClassification<number>;
  readonly runsFor: RunsFor;
  /** The highest level that an expiry may escalate to: 0 none, 2 the city, 3 the Ombudsman. */
  readonly maxLevel: ByClassification<0 | 2 | 3>;
  /** Percentages of the budget at which the clock warns its owner, ascending; empty if it never warns. */
  readonly warnAt: ByClassification<readonly number[]>;
  readonly basis: string;
  /** v: the legal basis was verified in its source; u: it is unverified; city: the city's own policy. */
  readonly mark: 'v' | 'u' | 'city';
}

/** A policy version as stored. Versions from before the introduction of warnings have no `warnAt`. */
export type PolicyRow = Omit<SlaPolicy, 'warnAt'> & Partial<Pick<SlaPolicy, 'warnAt'>>;
export const policyFrom = (row: PolicyRow): SlaPolicy => ({ ...row, warnAt: row.warnAt ?? [] });

const valueFor = <T extends number | readonly number[]>(
  value: ByClassification<T>,
  classification: Classification,
): T =>
  typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<Classification, T>>)[classification]
    : (value as T);

/** The length for a classification, in the policy's unit. */
export const lengthOf = (policy: SlaPolicy, classification: Classification): number =>
  valueFor(policy.length, classification);

export const warnAtOf = (policy: SlaPolicy, classification: Classification): readonly number[] =>
  valueFor(policy.warnAt, classification);

export const maxLevelOf = (policy: SlaPolicy, classification: Classification): 0 | 2 | 3 =>
  valueFor(policy.maxLevel, classification);

/**
 * Finds the newest policy of that name that is valid on the local date of an instant; the oldest if none is valid yet.
 * @throws DomainError invalid `policy.missing` if there is no policy of that name
 */
export const policyAt = (policies: readonly SlaPolicy[], name: ClockName, instant: Date, zone: Zone): SlaPolicy => {
  const date = localDate(zone, instant);
  const newest = (a: SlaPolicy, b: SlaPolicy): SlaPolicy =>
    b.validFrom > a.validFrom || (b.validFrom === a.validFrom && b.version > a.version) ? b : a;
  const oldest = (a: SlaPolicy, b: SlaPolicy): SlaPolicy => (newest(a, b) === a ? b : a);
  const named = policies.filter(policy => policy.name === name);
  const [first, ...others] = named;
  if (!first) throw new DomainError('invalid', 'policy.missing', `no policy for the clock ${name}`, { clock: name });
  const valid = named.filter(policy => policy.validFrom <= date);
  return valid.length > 0 ? valid.reduce(newest) : others.reduce(oldest, first);
};
