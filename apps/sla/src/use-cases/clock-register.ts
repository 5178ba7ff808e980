import type { Classification, ClockHolder, ClockName, ClockStatus, Status, VulnerableGroup } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';

/** A clock as its complaint shows it, and which complaint that is. */
export interface ListedClock {
  readonly id: string;
  readonly complaintId: string;
  readonly ticket: string;
  /** Whose duty it is or was; null where none was known. */
  readonly office: { readonly code: string; readonly name: string } | null;
  readonly name: ClockName;
  readonly cycle: number;
  readonly status: ClockStatus;
  readonly startedAt: string;
  readonly dueAt: string | null;
  readonly pausedAt: string | null;
  readonly remaining: string | null;
  readonly policyVersion: number;
  readonly calendarVersion: number;
  readonly provisional: boolean;
  readonly basis: string;
  /** The highest percent of its time at which a warning was given. */
  readonly warnedPercent: number | null;
  /** How much of its time is used, to full percents, pauses left out; null where it was met or cancelled. */
  readonly percentUsed: number | null;
  readonly runsFor: ClockHolder;
  /** Also of a breached one. */
  readonly metAt: string | null;
  readonly complaint: {
    readonly status: Status;
    readonly category: string | null;
    readonly classification: Classification;
    readonly regionCode: string | null;
    readonly escalationLevel: number;
    readonly vulnerableGroups: readonly VulnerableGroup[];
    /** Null for those who may not read texts. */
    readonly subject: string | null;
  };
  readonly updatedAt: string;
}

/** Which clocks; several values mean any of them. */
export interface ClockFilter {
  readonly status?: readonly ClockStatus[] | undefined;
  readonly name?: readonly ClockName[] | undefined;
  readonly office?: readonly string[] | undefined;
  /** Exclusive. */
  readonly dueBefore?: Date | undefined;
  /** Warned at this percent or a higher one. */
  readonly warned?: number | undefined;
  /** Inclusive. */
  readonly dueFrom?: Date | undefined;
  readonly runsFor?: readonly ClockHolder[] | undefined;
  /** Written then or later. */
  readonly updatedSince?: Date | undefined;
}

/**
 * The orders of the list; a leading minus is descending. Ties are broken by id, and what has no due instant comes last
 * either way.
 */
export const clockOrders = ['dueAt', '-dueAt'] as const;
export type ClockOrder = (typeof clockOrders)[number];

/** Where a page ended: the sort key and id of its last clock. */
export interface ClockPlace {
  readonly sort: ClockOrder;
  /** An instant, `infinity` or `-infinity`. */
  readonly key: string;
  readonly id: string;
}

export const placeOf = (sort: ClockOrder, { id, dueAt }: ListedClock): ClockPlace => ({
  sort,
  id,
  key: dueAt ?? (sort === 'dueAt' ? 'infinity' : '-infinity'),
});

/** All clocks there ever were, as far as the reader reaches. */
export abstract class ClockRegister {
  /** In this order, after this place. @returns at most `limit` */
  abstract list(
    reader: Actor,
    filter: ClockFilter,
    sort: ClockOrder,
    after: ClockPlace | undefined,
    limit: number,
  ): Promise<readonly ListedClock[]>;
  /** @throws DomainError not-found `sla-clock.unknown` (also when out of reach) */
  abstract one(reader: Actor, id: string): Promise<ListedClock>;
  abstract count(reader: Actor, filter: ClockFilter): Promise<number>;
}
