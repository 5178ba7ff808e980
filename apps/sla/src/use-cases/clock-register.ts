import type { Classification, ClockHolder, ClockName, ClockStatus, Status, VulnerableGroup } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';

/** A clock as listed, with data of its complaint. */
export interface ListedClock {
  readonly id: string;
  readonly complaintId: string;
  readonly ticket: string;
  /** The office that owes or owed the duty; null if no office was responsible. */
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
  /** The highest percentage of its time at which a warning was emitted. */
  readonly warnedPercent: number | null;
  /** Used time without pauses, in whole percent; null once the clock is met or cancelled. */
  readonly percentUsed: number | null;
  readonly runsFor: ClockHolder;
  /** When the duty was met, in time or after the breach. */
  readonly metAt: string | null;
  readonly complaint: {
    readonly status: Status;
    readonly category: string | null;
    readonly classification: Classification;
    readonly regionCode: string | null;
    readonly escalationLevel: number;
    readonly vulnerableGroups: readonly VulnerableGroup[];
    /** Null for readers who may not read texts. */
    readonly subject: string | null;
  };
  readonly updatedAt: string;
}

/** Filters of the list; several values of a filter are alternatives. */
export interface ClockFilter {
  readonly status?: readonly ClockStatus[] | undefined;
  readonly name?: readonly ClockName[] | undefined;
  readonly office?: readonly string[] | undefined;
  /** Exclusive. */
  readonly dueBefore?: Date | undefined;
  /** Warned at this percentage or a higher one. */
  readonly warned?: number | undefined;
  /** Inclusive. */
  readonly dueFrom?: Date | undefined;
  readonly runsFor?: readonly ClockHolder[] | undefined;
  /** Written at this instant or later. */
  readonly updatedSince?: Date | undefined;
}

/**
 * The orders of the list; a leading minus is descending. Ties are broken by id. Clocks without a due instant come last
 * in both orders.
 */
export const clockOrders = ['dueAt', '-dueAt'] as const;
export type ClockOrder = (typeof clockOrders)[number];

/** The cursor of a page: the sort key and id of its last clock. */
export interface ClockCursor {
  readonly sort: ClockOrder;
  /** An instant, `infinity` or `-infinity`. */
  readonly key: string;
  readonly id: string;
}

export const cursorOf = (sort: ClockOrder, { id, dueAt }: ListedClock): ClockCursor => ({
  sort,
  id,
  key: dueAt ?? (sort === 'dueAt' ? 'infinity' : '-infinity'),
});

/** The register of all clocks, past and present, that the reader may reach. */
export abstract class ClockRegister {
  /**
   * @param after the cursor of the previous page
   * @returns at most `limit` clocks in the given order
   */
  abstract list(
    reader: Actor,
    filter: ClockFilter,
    sort: ClockOrder,
    after: ClockCursor | undefined,
    limit: number,
  ): Promise<readonly ListedClock[]>;
  /** @throws DomainError not-found `sla-clock.unknown` (also when out of reach) */
  abstract one(reader: Actor, id: string): Promise<ListedClock>;
  abstract count(reader: Actor, filter: ClockFilter): Promise<number>;
}
