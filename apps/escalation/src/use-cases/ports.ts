import type { ActRequest } from '@tuntas/complaint';
import type { Cause, EscalationEvent, EscalationStatus } from '@tuntas/contracts';
import type { Actor, Decision, IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import type { EscalatedComplaint, Escalation, Heads, Ladder, PublishedClock, Raisable } from '../domain/index.js';

/** The stream row of a complaint; its lock guards the escalations and the event sequence. */
export interface EscalationStream {
  readonly complaintId: string;
  readonly sequence: number;
  /** The versions that the last reconciliation has seen. */
  readonly seen: Seen;
}
/** The versions of the sources that a reconciliation reads. */
export interface Seen {
  /** The version of the complaint. */
  readonly version: number;
  /** The last event sequence of sla for the complaint. */
  readonly slaSequence: number;
}

/**
 * A consistent snapshot of a complaint and its clocks: a breach is never visible without the decisions that it was
 * computed from.
 */
export interface ComplaintSnapshot {
  readonly complaint: EscalatedComplaint;
  readonly clocks: readonly PublishedClock[];
  /** The instants at which the Ombudsman's case ended; a case can be resumed and end again. */
  readonly caseEnds: readonly Date[];
  readonly seen: Seen;
}

/** The changes that a reconciliation writes for one complaint. */
export interface StreamChange {
  readonly stream: EscalationStream;
  readonly seen: Seen;
  readonly escalations: readonly Escalation[];
  readonly events: readonly EscalationEvent[];
  readonly cause: Cause;
}

/** The escalations and the data that they are computed from. All but `createStreams` run in the ambient transaction. */
export abstract class EscalationBook {
  /**
   * Creates missing stream rows in a separate transaction; an insert while another row is locked could deadlock. A row
   * is created only for a complaint with a breached clock that may escalate, or with a request for referral. Other
   * complaints without a row have nothing to reconcile.
   * @returns the complaints that have a stream row, in id order
   */
  abstract createStreams(complaintIds: readonly string[]): Promise<readonly string[]>;
  /** Locks stream rows in id order. */
  abstract lockStreams(complaintIds: readonly string[]): Promise<readonly EscalationStream[]>;
  /** Reads complaints and their clocks; call it after locking their streams. */
  abstract snapshots(complaintIds: readonly string[]): Promise<ReadonlyMap<string, ComplaintSnapshot>>;
  /** All escalations, including ended ones, in the order of their raising. */
  abstract escalations(complaintIds: readonly string[]): Promise<ReadonlyMap<string, readonly Escalation[]>>;
  abstract write(changes: readonly StreamChange[], time: Date): Promise<void>;
  /**
   * Finds the complaints whose latest decision, clock or case end has not been reconciled.
   * @param after the last id of the previous page
   * @returns at most `limit` ids in id order
   */
  abstract behind(after: string, limit: number): Promise<readonly string[]>;
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** The versioned ladder policies. */
export abstract class Ladders {
  abstract inForce(at: Date): Promise<Ladder>;
}

/** Heads and deputies of the offices. */
export abstract class Leaders {
  abstract ofOffices(): Promise<(office: string) => Heads>;
}

/** An escalation as the API returns it. */
export interface ShownEscalation extends Omit<Escalation, 'key' | 'acknowledgedBy'> {
  readonly ticket: string;
  /**
   * The reason that a person gave for raising it. Null for other escalations, and for readers who may not read texts.
   */
  readonly explanation: string | null;
  readonly updatedAt: Date;
}

/** Filters of the list; several values of a filter are alternatives. */
export interface EscalationFilter {
  readonly complaintId?: readonly string[] | undefined;
  readonly targetMissing?: boolean | undefined;
  readonly level?: readonly number[] | undefined;
  readonly status?: readonly EscalationStatus[] | undefined;
  readonly office?: readonly string[] | undefined;
  /** Inclusive. */
  readonly raisedFrom?: Date | undefined;
  /** Exclusive. */
  readonly raisedTo?: Date | undefined;
  /** Written at this instant or later. */
  readonly updatedSince?: Date | undefined;
}

/** The register of the escalations that the reader may reach. */
export abstract class EscalationRegister {
  /**
   * @param after the cursor of the previous page
   * @returns at most `limit` escalations in the order of their raising
   */
  abstract list(
    reader: Actor,
    filter: EscalationFilter,
    after: { readonly at: Date; readonly id: string } | undefined,
    limit: number,
  ): Promise<readonly ShownEscalation[]>;
  abstract count(reader: Actor, filter: EscalationFilter): Promise<number>;
  /** @throws DomainError not-found `escalation.unknown` (also when out of reach) */
  abstract one(reader: Actor, id: string): Promise<ShownEscalation>;
}

type OverHttp = ActRequest & { readonly retry: IdempotentRequest };

/**
 * Executes the acts of people on escalations. Lock, time, rule, row, events and stored response are in one transaction.
 */
export abstract class EscalationDesk {
  /**
   * Applies a rule to an existing escalation.
   * @throws DomainError not-found `escalation.unknown` (also when out of reach), and the errors of the rule
   */
  abstract act(
    id: string,
    request: Pick<OverHttp, 'by' | 'cause' | 'retry'>,
    rule: (escalation: Escalation, now: Date) => Decision<Escalation, EscalationEvent>,
  ): Promise<HttpResponse>;

  /**
   * Raises a complaint by hand; the complaint may have no escalation yet.
   * @throws DomainError not-found `complaint.unknown` (also when out of reach), stale `complaint.version-changed`, and
   *   the errors of the rule
   */
  abstract raise(
    complaintId: string,
    request: OverHttp,
    rule: (raisable: Raisable, now: Date) => Promise<Decision<Escalation, EscalationEvent>>,
  ): Promise<HttpResponse>;
}
