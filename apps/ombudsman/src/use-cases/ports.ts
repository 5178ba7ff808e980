import type { ActRequest, Complaint } from '@tuntas/complaint';
import type { CaseEvent, CaseStage, Cause, Maladministration, NoticeKind } from '@tuntas/contracts';
import type { Actor, Decision, IdempotentRequest, HttpResponse } from '@tuntas/kernel';
import type { CountedCase, OmbudsmanCase, Quarter, StageReached } from '../domain/index.js';

/** What ombudsman remembers of a complaint besides its case; its lock guards the case and the event sequence. */
export interface CaseStream {
  readonly complaintId: string;
  readonly sequence: number;
}

/** A case, and how much of the complaint's events was known when it was opened: later ones are worth a notice. */
export interface StoredCase {
  readonly state: OmbudsmanCase;
  readonly knownSequence: number;
}

/** A complaint that has reached level 3, as it is published. */
export interface Referred {
  readonly complaint: Complaint;
  /** Of the complaint's events. */
  readonly sequence: number;
  /** The escalations at level 3, in the order of their raising. */
  readonly escalationIds: readonly string[];
}

/** What a use case wants written for one complaint. */
export interface CaseChange {
  readonly stream: CaseStream;
  readonly stored: StoredCase;
  readonly events: readonly CaseEvent[];
  readonly cause: Cause;
}

/** The cases, and what opens them. Everything but `makeHeads` happens in the ambient transaction. */
export abstract class CaseBook {
  /**
   * Makes the missing heads of referred complaints in a transaction of their own: making one while another is locked
   * would deadlock.
   */
  abstract createStreams(complaintIds: readonly string[]): Promise<void>;
  /** Locks the heads that there are, in id order. */
  abstract lockStreams(complaintIds: readonly string[]): Promise<readonly CaseStream[]>;
  /** Read after the heads were locked. */
  abstract referred(complaintIds: readonly string[]): Promise<ReadonlyMap<string, Referred>>;
  abstract cases(complaintIds: readonly string[]): Promise<ReadonlyMap<string, StoredCase>>;
  abstract write(changes: readonly CaseChange[], time: Date): Promise<void>;
  /** Complaints with a referral that belongs to no case yet: a page in id order, after this one. */
  abstract behind(after: string, limit: number): Promise<readonly string[]>;
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** The book in which the representative office registers its cases. */
export abstract class RegistrationBook {
  /** The next numbers of the year, without gaps; others wait until the ambient transaction has ended. */
  abstract take(count: number, at: Date): Promise<readonly string[]>;
}

/** A case as people see it. */
export interface ShownCase extends Omit<OmbudsmanCase, 'admissibility' | 'notices' | 'escalationIds' | 'stages'> {
  readonly admissibility: readonly (OmbudsmanCase['admissibility'][number] & { readonly note: string | null })[];
  readonly notices: readonly Omit<OmbudsmanCase['notices'][number], 'sequence'>[];
  /** Every stage so far; notes are null for those who may not read texts, and where nothing was noted. */
  readonly stages: readonly (Omit<StageReached, 'noteId'> & { readonly note: string | null })[];
  readonly allowedTransitions: readonly CaseStage[];
  readonly updatedAt: Date;
}

/** Which cases; several values mean any of them. */
export interface CaseFilter {
  readonly complaintId?: readonly string[] | undefined;
  readonly stage?: readonly CaseStage[] | undefined;
  readonly office?: readonly string[] | undefined;
  /** Each with all that lies in it. */
  readonly region?: readonly string[] | undefined;
  readonly maladministration?: readonly Maladministration[] | undefined;
  /** With a notice of this kind. */
  readonly notice?: readonly NoticeKind[] | undefined;
  /** Inclusive. */
  readonly openedFrom?: Date | undefined;
  /** Written then or later. */
  readonly updatedSince?: Date | undefined;
  /** What somebody looks for in the complaint's subject and description. */
  readonly q?: string | undefined;
}

/** The register of cases. Searching texts is forbidden, `search.without-texts`, to whoever may not read them. */
export abstract class CaseRegister {
  /** In the order of their opening, after this one. @returns at most `limit` */
  abstract list(
    reader: Actor,
    filter: CaseFilter,
    after: { readonly at: Date; readonly id: string } | undefined,
    limit: number,
  ): Promise<readonly ShownCase[]>;
  abstract count(reader: Actor, filter: CaseFilter): Promise<number>;
  /** @throws DomainError not-found `case.unknown` */
  abstract one(reader: Actor, id: string): Promise<ShownCase>;
}

/**
 * The one way in which a person changes a case: lock, time, rule, row, texts, events and kept answer in one
 * transaction.
 */
export abstract class CaseDesk {
  /** @throws DomainError not-found `case.unknown`, stale `case.version-changed`, and whatever the rule throws */
  abstract act(
    id: string,
    request: ActRequest & { readonly retry: IdempotentRequest },
    rule: (state: OmbudsmanCase, now: Date) => Decision<OmbudsmanCase, CaseEvent>,
  ): Promise<HttpResponse>;
}

/**
 * Everything that an examiner needs of a complaint and its case; `hash` is of all the rest, so that two of them can
 * compare.
 */
export interface Dossier {
  readonly hash: string;
}

export abstract class Dossiers {
  /** As it stands at one moment. @throws DomainError not-found `case.unknown` */
  abstract of(id: string, reader: Actor): Promise<Dossier>;
}

/** What is counted for statistics. */
export abstract class CaseLedger {
  /** The quarter of that name, in the tenant's zone. */
  abstract quarter(name: string): Quarter;
  /**
   * Every case that was opened before the quarter ended, and had not ended for good before it began; all as of one
   * moment, some at a time.
   */
  abstract read(quarter: Quarter, take: (cases: readonly CountedCase[]) => void): Promise<void>;
  /** What offices and regions are called, by their codes. */
  abstract names(): Promise<{
    readonly offices: ReadonlyMap<string, string>;
    readonly regions: ReadonlyMap<string, string>;
  }>;
}
