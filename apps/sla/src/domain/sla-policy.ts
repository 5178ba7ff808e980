import type { Classification, ClockName } from '@tuntas/contracts';
import { DomainError } from '@tuntas/kernel';
import { localDate } from './local-day.js';
import type { Zone } from './local-day.js';

/** HK: hari kerja, working days of a calendar. CD: calendar days. */
export type Unit = 'HK' | 'CD';

/** Whose duty a clock is; a rung's belongs to the holder of its level. */
export type RunsFor = 'citizen' | 'office' | 'coordinator' | 'holder';

/** One value for all, or one for each classification. */
export type ByClassification<T> = T | Readonly<Record<Classification, T>>;

/** How long a clock runs, for whom, and how far its expiry may climb: data with a version and its legal basis. */
export interface SlaPolicy {
  readonly name: ClockName;
  readonly version: number;
  /** Local date 'YYYY-MM-DD'; a clock obeys the policy that was valid on the date of its start. */
  readonly validFrom: string;
  readonly unit: Unit;
  /** In `unit`, at least 1. */
  readonly length: ByClassification<number>;
  readonly runsFor: RunsFor;
  /** The highest level that the expiry may raise: 0 none, 2 the city, 3 the Ombudsman. */
  readonly maxLevel: ByClassification<0 | 2 | 3>;
  /** At which percents of the budget whoever owes the duty is warned, ascending; none where nobody is. */
  readonly warnAt: ByClassification<readonly number[]>;
  readonly basis: string;
  /** Whether the basis was seen in its source (v), is still to be checked (u), or is the city's own policy. */
  readonly mark: 'v' | 'u' | 'city';
}

/** A version as it was written down; those of before there were warnings say nothing of them. */
export type PolicyRow = Omit<SlaPolicy, 'warnAt'> & Partial<Pick<SlaPolicy, 'warnAt'>>;
export const policyFrom = (row: PolicyRow): SlaPolicy => ({ ...row, warnAt: row.warnAt ?? [] });

const of = <T extends number | readonly number[]>(value: ByClassification<T>, classification: Classification): T =>
  typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<Classification, T>>)[classification]
    : (value as T);

/** The length in the policy's unit. */
export const lengthOf = (policy: SlaPolicy, classification: Classification): number =>
  of(policy.length, classification);

export const warnAtOf = (policy: SlaPolicy, classification: Classification): readonly number[] =>
  of(policy.warnAt, classification);

export const maxLevelOf = (policy: SlaPolicy, classification: Classification): 0 | 2 | 3 =>
  of(policy.maxLevel, classification);

/**
 * The newest policy of that name that is valid on the instant's date in the zone; before the first one, the first.
 * Throws DomainError `policy.missing` (invalid) where there is none at all.
 */
export function policyAt(policies: readonly SlaPolicy[], name: ClockName, instant: Date, zone: Zone): SlaPolicy {
  const date = localDate(zone, instant);
  const newest = (a: SlaPolicy, b: SlaPolicy): SlaPolicy =>
    b.validFrom > a.validFrom || (b.validFrom === a.validFrom && b.version > a.version) ? b : a;
  const oldest = (a: SlaPolicy, b: SlaPolicy): SlaPolicy => (newest(a, b) === a ? b : a);
  const named = policies.filter(policy => policy.name === name);
  const [first, ...others] = named;
  if (!first) throw new DomainError('invalid', 'policy.missing', `no policy for the clock ${name}`, { clock: name });
  const valid = named.filter(policy => policy.validFrom <= date);
  return valid.length > 0 ? valid.reduce(newest) : others.reduce(oldest, first);
}
