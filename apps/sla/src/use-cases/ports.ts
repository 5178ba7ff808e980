import type { Cause, ClockEvent } from '@tuntas/contracts';
import type { Complaint } from '@tuntas/complaint';
import type { Calendar, PublishedEscalation, SlaPolicy, StoredClock } from '../domain/index.js';

/** What sla remembers of a complaint besides its clocks; its lock guards them and the event sequence. */
export interface ClockStream {
  readonly complaintId: string;
  readonly sequence: number;
  readonly settledUntil: Date | null;
}

/** A complaint as published, and when its last decision was. */
export interface PublishedHistory {
  readonly complaint: Pick<Complaint, 'id' | 'version' | 'isAnonymous' | 'history'>;
  readonly decidedAt: Date;
}
export interface EscalationsOfComplaint {
  /** How much escalation has told of the complaint; read no later than the escalations. */
  readonly sequence: number;
  readonly escalations: readonly PublishedEscalation[];
}

/** What a reconciliation wants written for one complaint. */
export interface StreamChange {
  readonly stream: ClockStream;
  readonly settledUntil: Date;
  readonly nextDue: Date | null;
  readonly seenVersion: number;
  readonly seenEscalation: number;
  readonly rows: readonly StoredClock[];
  readonly events: readonly ClockEvent[];
  readonly cause: Cause;
}

/** The clocks, and what they are reckoned from. Everything but `makeHeads` happens in the ambient transaction. */
export abstract class ClockBook {
  /** Makes missing heads in a transaction of their own: making one while another is locked would deadlock. */
  abstract createStreams(complaintIds: readonly string[]): Promise<void>;
  /** Locks heads in id order. */
  abstract lockStreams(complaintIds: readonly string[]): Promise<readonly ClockStream[]>;
  /** Whether any clock is due; a plain look, since nearly always there is none. */
  abstract anyDue(): Promise<boolean>;
  /** Locks the heads that are due, earliest first, passing over what others hold. */
  abstract claimDue(now: Date, limit: number): Promise<readonly ClockStream[]>;
  /** Leaves due heads for a moment of real time: their complaints are being decided. */
  abstract postpone(complaintIds: readonly string[]): Promise<void>;
  abstract histories(complaintIds: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>>;
  /** Histories that no decision in flight can change, until the transaction ends; those being decided are left out. */
  abstract settledHistories(complaintIds: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>>;
  abstract escalations(complaintIds: readonly string[]): Promise<ReadonlyMap<string, EscalationsOfComplaint>>;
  abstract clocks(complaintIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredClock[]>>;
  abstract write(changes: readonly StreamChange[], time: Date): Promise<void>;
  /** Complaints whose latest decision or escalation has not been reckoned with: a page in id order, after this one. */
  abstract behind(after: string, limit: number): Promise<readonly string[]>;
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}

export interface SlaSettings {
  readonly policies: readonly SlaPolicy[];
  /** The newest calendar of an office; the tenant's where none is known. */
  readonly calendarOf: (office: string | null) => Calendar;
}
/** Policies and calendars in force. */
export abstract class SlaRules {
  abstract inForce(): Promise<SlaSettings>;
  /** @throws DomainError invalid `reference.unknown`, pointing at `office`, where there is no such office */
  abstract demandOffice(office: string | null): Promise<void>;
}

/** Every version of every policy and calendar, for whoever wants to read them. */
export abstract class RuleVersions {
  /** By name and version, after this one. @returns at most `limit` */
  abstract policies(
    after: { readonly name: string; readonly version: number } | undefined,
    limit: number,
  ): Promise<readonly SlaPolicy[]>;
  /** By code and version, after this one. @returns at most `limit` */
  abstract calendars(
    after: { readonly code: string; readonly version: number } | undefined,
    limit: number,
  ): Promise<readonly Calendar[]>;
}

/** Bends business time; for development only. */
export abstract class BusinessTimeControl {
  /** Sets the clock, never back; from then on it runs `rate` times as fast as real time, 0 holds it. */
  abstract set(now: Date, rate: number): Promise<void>;
  /** Sets the clock, perhaps back; only while there is nothing yet that time could run back for. */
  abstract begin(now: Date, rate: number): Promise<void>;
  abstract rate(): Promise<number>;
  abstract jump(ms: number): Promise<void>;
}

/** Whether everything that has happened has been heard and acted upon. */
export abstract class Quiet {
  /** Resolves once no event is under way, no consumer is behind and no clock is due. */
  abstract reached(): Promise<void>;
  /** The next due instant of any clock; null where none runs. */
  abstract nextDue(): Promise<Date | null>;
  abstract anyComplaint(): Promise<boolean>;
}
