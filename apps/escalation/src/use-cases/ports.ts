import type { ActRequest } from '@tuntas/complaint';
import type { Cause, EscalationEvent, EscalationStatus } from '@tuntas/contracts';
import type { Actor, Decision, IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import type { EscalatedComplaint, Escalation, Heads, Ladder, PublishedClock, Raisable } from '../domain/index.js';

/** What escalation remembers of a complaint besides its escalations; its lock guards them and the event sequence. */
export interface EscalationStream {
  readonly complaintId: string;
  readonly sequence: number;
  /** What had been decided and told when the escalations were last reconciled. */
  readonly seen: Seen;
}
export interface Seen {
  /** Of the complaint. */
  readonly version: number;
  /** Of sla's events about it. */
  readonly slaSequence: number;
}

/**
 * A complaint and its clocks at one moment: a clock's breach never shows without the decisions that it was reckoned
 * from.
 */
export interface ComplaintSnapshot {
  readonly complaint: EscalatedComplaint;
  readonly clocks: readonly PublishedClock[];
  /** Every time that the Ombudsman's case ended. */
  readonly caseEnds: readonly Date[];
  readonly seen: Seen;
}

/** What a reconciliation wants written for one complaint. */
export interface StreamChange {
  readonly stream: EscalationStream;
  readonly seen: Seen;
  readonly escalations: readonly Escalation[];
  readonly events: readonly EscalationEvent[];
  readonly cause: Cause;
}

/** The escalations, and what they are reckoned from. Everything but `makeHeads` happens in the ambient transaction. */
export abstract class EscalationBook {
  /**
   * Makes missing heads in a transaction of their own: making one while another is locked would deadlock. Only for
   * complaints with a breached clock that may escalate or a request for referral: without either, and without a head,
   * nothing can be due.
   * @returns which of the complaints have one, in id order
   */
  abstract createStreams(complaintIds: readonly string[]): Promise<readonly string[]>;
  /** Locks heads in id order. */
  abstract lockStreams(complaintIds: readonly string[]): Promise<readonly EscalationStream[]>;
  /** How complaints stand; read after their heads were locked. */
  abstract snapshots(complaintIds: readonly string[]): Promise<ReadonlyMap<string, ComplaintSnapshot>>;
  /** All escalations so far, ended ones too, in the order of their raising. */
  abstract escalations(complaintIds: readonly string[]): Promise<ReadonlyMap<string, readonly Escalation[]>>;
  abstract write(changes: readonly StreamChange[], time: Date): Promise<void>;
  /** Complaints whose latest decision or clock has not been reckoned with: a page in id order, after this one. */
  abstract behind(after: string, limit: number): Promise<readonly string[]>;
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** The policies of climbing. */
export abstract class Ladders {
  abstract inForce(at: Date): Promise<Ladder>;
}

/** Who leads the offices. */
export abstract class Leaders {
  abstract ofOffices(): Promise<(office: string) => Heads>;
}

/** An escalation as people see it. */
export interface ShownEscalation extends Omit<Escalation, 'key' | 'acknowledgedBy'> {
  readonly ticket: string;
  /**
   * What the person who raised it gave as the reason; null for what nobody raised by hand, and for those who may not
   * read texts.
   */
  readonly explanation: string | null;
  readonly updatedAt: Date;
}

/** Which escalations; several values mean any of them. */
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
  /** Written then or later. */
  readonly updatedSince?: Date | undefined;
}

/** The register of escalations, as far as the reader reaches. */
export abstract class EscalationRegister {
  /** In the order of their raising, after this one. @returns at most `limit` */
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
 * The one way in which a person raises or changes an escalation: lock, time, rule, row, events and kept answer in one
 * transaction.
 */
export abstract class EscalationDesk {
  /** @throws DomainError not-found `escalation.unknown` (also when out of reach), and whatever the rule throws */
  abstract act(
    id: string,
    request: Pick<OverHttp, 'by' | 'cause' | 'retry'>,
    rule: (escalation: Escalation, now: Date) => Decision<Escalation, EscalationEvent>,
  ): Promise<HttpResponse>;

  /**
   * Raises a complaint that has perhaps no escalation yet.
   * @throws DomainError not-found `complaint.unknown` (also when out of reach), stale `complaint.version-changed`, and
   *   whatever the rule throws
   */
  abstract raise(
    complaintId: string,
    request: OverHttp,
    rule: (raisable: Raisable, now: Date) => Promise<Decision<Escalation, EscalationEvent>>,
  ): Promise<HttpResponse>;
}
