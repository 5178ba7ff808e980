import type { ActRequest, Complaint } from '@tuntas/complaint';
import type { CaseEvent, CaseStage, Cause, Maladministration, NoticeKind } from '@tuntas/contracts';
import type { Actor, Decision, IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import type { CountedCase, OmbudsmanCase, Quarter, StageReached } from '../domain/index.js';

/** Event stream of a complaint in the ombudsman service. The lock on its row guards the case and the event sequence. */
export interface CaseStream {
  readonly complaintId: string;
  /** Sequence of the last published event. */
  readonly sequence: number;
}

/** Case as stored. */
export interface StoredCase {
  readonly state: OmbudsmanCase;
  /** Sequence of the complaint when the case was opened. Only later events add a notice. */
  readonly knownSequence: number;
}

/** Complaint that has reached escalation level 3, as published. */
export interface ReferredComplaint {
  readonly complaint: Complaint;
  /** Sequence of the last event of the complaint. */
  readonly sequence: number;
  /** Ids of the escalations at level 3, in the order in which they were raised. */
  readonly escalationIds: readonly string[];
}

/** Changes that a use case writes for one complaint. */
export interface CaseChange {
  readonly stream: CaseStream;
  readonly stored: StoredCase;
  readonly events: readonly CaseEvent[];
  readonly cause: Cause;
}

/** Reads and writes of the batch reconciler. All methods except `createStreams` use the ambient transaction. */
export abstract class CaseBook {
  /**
   * Inserts the missing stream rows of referred complaints in a separate transaction. An insert while another stream
   * row is locked could deadlock.
   */
  abstract createStreams(complaintIds: readonly string[]): Promise<void>;
  /** Locks the existing stream rows in id order. */
  abstract lockStreams(complaintIds: readonly string[]): Promise<readonly CaseStream[]>;
  /** Must be called after `lockStreams`. */
  abstract referred(complaintIds: readonly string[]): Promise<ReadonlyMap<string, ReferredComplaint>>;
  abstract cases(complaintIds: readonly string[]): Promise<ReadonlyMap<string, StoredCase>>;
  abstract write(changes: readonly CaseChange[], time: Date): Promise<void>;
  /**
   * Lists complaints with a referral that belongs to no case yet, in id order.
   * @param after id of the last complaint of the previous page
   */
  abstract behind(after: string, limit: number): Promise<readonly string[]>;
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** Registration numbers of the representative office. */
export abstract class RegistrationBook {
  /**
   * Takes the next numbers of the year, without gaps. Concurrent transactions wait until the ambient transaction ends.
   * @param count number of registration numbers
   * @param at business time; selects month and year
   */
  abstract take(count: number, at: Date): Promise<readonly string[]>;
}

/** Case as returned to a reader. */
export interface CaseView extends Omit<OmbudsmanCase, 'admissibility' | 'notices' | 'escalationIds' | 'stages'> {
  readonly admissibility: readonly (OmbudsmanCase['admissibility'][number] & { readonly note: string | null })[];
  readonly notices: readonly Omit<OmbudsmanCase['notices'][number], 'sequence'>[];
  /** Every stage so far. A note is null if there is none or if the reader may not read texts. */
  readonly stages: readonly (Omit<StageReached, 'noteId'> & { readonly note: string | null })[];
  readonly allowedTransitions: readonly CaseStage[];
  readonly updatedAt: Date;
}

/** Filters of the case list. Several values of one filter are alternatives. */
export interface CaseFilter {
  readonly complaintId?: readonly string[] | undefined;
  readonly stage?: readonly CaseStage[] | undefined;
  readonly office?: readonly string[] | undefined;
  /** Each region includes the regions within it. */
  readonly region?: readonly string[] | undefined;
  readonly maladministration?: readonly Maladministration[] | undefined;
  /** Cases with a notice of this kind. */
  readonly notice?: readonly NoticeKind[] | undefined;
  /** Opened at this time or later. */
  readonly openedFrom?: Date | undefined;
  /** Changed at this time or later. */
  readonly updatedSince?: Date | undefined;
  /** Full-text query on the complaint's subject and description. */
  readonly q?: string | undefined;
}

/**
 * List of cases. `list` and `count` throw DomainError forbidden `search.without-texts` if a reader who may not read
 * texts uses the full-text query.
 */
export abstract class CaseRegister {
  /**
   * Lists cases in the order of their opening.
   * @param after last case of the previous page
   * @returns at most `limit` cases
   */
  abstract list(
    reader: Actor,
    filter: CaseFilter,
    after: { readonly at: Date; readonly id: string } | undefined,
    limit: number,
  ): Promise<readonly CaseView[]>;
  /** Counts the cases that match the filters. */
  abstract count(reader: Actor, filter: CaseFilter): Promise<number>;
  /** @throws DomainError not-found `case.unknown` */
  abstract one(reader: Actor, id: string): Promise<CaseView>;
}

/**
 * Applies acts of staff to a case. One transaction covers the lock, the domain rule, the case, its texts, its events
 * and the stored response.
 */
export abstract class CaseDesk {
  /**
   * @param rule domain function that decides the new state and the events
   * @throws DomainError not-found `case.unknown`, stale `case.version-changed`, and the errors of the rule
   */
  abstract act(
    id: string,
    request: ActRequest & { readonly retry: IdempotentRequest },
    rule: (state: OmbudsmanCase, now: Date) => Decision<OmbudsmanCase, CaseEvent>,
  ): Promise<HttpResponse>;
}

/** Complete file of a case and its complaint, for examiners. */
export interface Dossier {
  /** Hash of all other fields; equal for identical dossiers. */
  readonly hash: string;
}

/** Source of the dossiers. */
export abstract class Dossiers {
  /**
   * Reads the dossier of a case from one snapshot.
   * @throws DomainError not-found `case.unknown`
   */
  abstract of(id: string, reader: Actor): Promise<Dossier>;
}

/** Source of the statistics. */
export abstract class CaseLedger {
  /** Returns the quarter with this name, in the time zone of the tenant. */
  abstract quarter(name: string): Quarter;
  /**
   * Reads every case that was opened before the end of the quarter and had not finally ended before its start, from one
   * snapshot.
   * @param take receives the cases page by page
   */
  abstract read(quarter: Quarter, take: (cases: readonly CountedCase[]) => void): Promise<void>;
  /** Returns the names of offices and regions by code. */
  abstract names(): Promise<{
    readonly offices: ReadonlyMap<string, string>;
    readonly regions: ReadonlyMap<string, string>;
  }>;
}
