import type { Cause, ClockEvent } from '@tuntas/contracts';
import type { Complaint } from '@tuntas/complaint';
import type { Calendar, PublishedEscalation, SlaPolicy, StoredClock } from '../domain/index.js';

/** The stream row of a complaint; its lock guards the clocks and the event sequence. */
export interface ClockStream {
  readonly complaintId: string;
  readonly sequence: number;
  readonly settledUntil: Date | null;
}

/** A complaint as published, with the instant of its last decision. */
export interface PublishedHistory {
  readonly complaint: Pick<Complaint, 'id' | 'version' | 'isAnonymous' | 'history'>;
  readonly decidedAt: Date;
}
export interface EscalationsOfComplaint {
  /** The last event sequence of the escalation service for the complaint; read no later than the escalations. */
  readonly sequence: number;
  readonly escalations: readonly PublishedEscalation[];
}

/** The changes that a reconciliation writes for one complaint. */
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

/** The clocks and the data that they are computed from. All but `createStreams` run in the ambient transaction. */
export abstract class ClockBook {
  /** Creates missing stream rows in a separate transaction; an insert while another row is locked could deadlock. */
  abstract createStreams(complaintIds: readonly string[]): Promise<void>;
  /** Locks stream rows in id order. */
  abstract lockStreams(complaintIds: readonly string[]): Promise<readonly ClockStream[]>;
  /** Whether any clock is due; a read without locks, since usually none is. */
  abstract anyDue(): Promise<boolean>;
  /** Locks the stream rows that are due, earliest first; skips rows that are locked. */
  abstract claimDue(now: Date, limit: number): Promise<readonly ClockStream[]>;
  /** Postpones due streams for a short real time, because their complaints are being decided. */
  abstract postpone(complaintIds: readonly string[]): Promise<void>;
  abstract histories(complaintIds: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>>;
  /**
   * Reads the histories that no concurrent decision can change until the transaction ends. Complaints that are being
   * decided are left out.
   */
  abstract settledHistories(complaintIds: readonly string[]): Promise<ReadonlyMap<string, PublishedHistory>>;
  abstract escalations(complaintIds: readonly string[]): Promise<ReadonlyMap<string, EscalationsOfComplaint>>;
  abstract clocks(complaintIds: readonly string[]): Promise<ReadonlyMap<string, readonly StoredClock[]>>;
  abstract write(changes: readonly StreamChange[], time: Date): Promise<void>;
  /**
   * Finds the complaints whose latest decision or escalation has not been reconciled.
   * @param after the last id of the previous page
   * @returns at most `limit` ids in id order
   */
  abstract behind(after: string, limit: number): Promise<readonly string[]>;
  abstract transaction<T>(work: () => Promise<T>): Promise<T>;
}

export interface SlaSettings {
  readonly policies: readonly SlaPolicy[];
  /** The newest calendar of an office; the tenant's calendar if the office is null or has none. */
  readonly calendarOf: (office: string | null) => Calendar;
}
/** Policies and calendars in force. */
export abstract class SlaRules {
  abstract inForce(): Promise<SlaSettings>;
  /** @throws DomainError invalid `reference.unknown` with pointer `/office` if the office does not exist */
  abstract demandOffice(office: string | null): Promise<void>;
}

/** Changes business time; for development only. */
export abstract class BusinessTimeControl {
  /** Sets business time, never back. From then on it runs `rate` times as fast as real time; 0 stops it. */
  abstract set(now: Date, rate: number): Promise<void>;
  /** Sets business time, possibly back; only while no complaint exists. */
  abstract begin(now: Date, rate: number): Promise<void>;
  abstract rate(): Promise<number>;
  abstract jump(ms: number): Promise<void>;
}

/** Detects when all events have been consumed and all due clocks have been processed. */
export abstract class Quiet {
  /** Resolves once the outbox is empty, no consumer lags and no clock is due. */
  abstract reached(): Promise<void>;
  /** The next due instant of any clock; null if no clock runs. */
  abstract nextDue(): Promise<Date | null>;
  abstract anyComplaint(): Promise<boolean>;
}
