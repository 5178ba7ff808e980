import type { LoginRole } from '@tuntas/database';
import type { Service } from '@tuntas/contracts';

/** All fault types. `disk` needs root; the others do not. */
export const faultNames = [
  'kill',
  'pause',
  'ackloss',
  'partition',
  'broker',
  'database',
  'disk',
  'clock',
  'duplicate',
  'reorder',
  'poison',
  'hold',
] as const;
export type FaultName = (typeof faultNames)[number];

/** A fault type. `heal` repairs what the fault left behind; some faults heal immediately by themselves. */
export interface Fault {
  readonly name: FaultName;
  /** @returns a description of the target, and how to heal it */
  strike(
    system: SystemUnderTest,
    random: Random,
  ): Promise<{ readonly target: string; readonly heal: () => Promise<void> }>;
}

/** An executed strike, for the timeline. Times are milliseconds since the start of the run. */
export interface Struck {
  readonly fault: FaultName;
  readonly target: string;
  readonly beganAt: number;
  readonly healedAt: number | null;
}

/** A seeded random source: the same seed gives the same schedule. */
export interface Random {
  /** 0 <= x < 1 */
  fraction(): number;
  /** An integer, both bounds included. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** An independent source, so that its use does not shift the values of this one. */
  branch(name: string): Random;
}

/** The route of TCP connections through the lab, whose traffic can be disturbed. */
export interface Link {
  /** `service-1 -> database` */
  readonly name: string;
  readonly port: number;
  /** Refuses new connections and resets open ones, until `restore`. */
  cut(): void;
  /** Keeps connections open and stops all traffic, until `restore`. */
  freeze(): void;
  /** Forwards requests and drops the next responses, as many as given, then resets their connections. */
  loseAnswers(count: number): void;
  restore(): void;
}

/** One process of the system: an instance of a service, or a gateway. It is restarted when it ends. */
export interface Member {
  /** `sla-2` */
  readonly name: string;
  readonly role: Service | 'gateway';
  readonly pid: number | undefined;
  /** Its link to the database; null for a gateway. */
  readonly database: Link | null;
}

/**
 * The system under test: a PostgreSQL cluster, optionally a Kafka broker, the given number of instances of every
 * service, and as many gateways.
 */
export interface SystemUnderTest {
  readonly log: 'postgres' | 'kafka';
  readonly members: readonly Member[];
  /** The links from the clients to the gateways. */
  readonly gatewayLinks: readonly Link[];
  /** The links from the gateways to the services. */
  readonly serviceLinks: readonly Link[];
  /** The shared link to Kafka; null without Kafka. */
  readonly kafka: Link | null;
  /** The superuser's URL, which bypasses all links; for the nemesis, the quiet check and the evidence. */
  readonly adminUrl: string;
  /** The broker's address, which bypasses all links; null without Kafka. */
  readonly topic: { readonly broker: string; readonly name: string } | null;
  /** Sends SIGKILL to the database server with all its children; it is restarted on its data. */
  killDatabase(): Promise<void>;
  /** Sends SIGKILL to the broker; it is restarted on its data. Does nothing without Kafka. */
  killBroker(): Promise<void>;
  brokerPid(): number | undefined;
  databasePid(): number | undefined;
  /** The data folder of the database, for filling its disk. */
  readonly databaseFolder: string;
  urlAs(role: LoginRole): string;
}

/**
 * The outcome of a client's call. `unknown`: no response, or one that leaves the outcome open; the effect may or may
 * not exist.
 */
export type Outcome = 'ok' | 'fail' | 'unknown';

/**
 * One act of a client, from its fsync'd journal. A retry with the same key is the same attempt. Times are milliseconds
 * since the start of the run.
 */
export interface Attempt {
  /** Unique in the run; also the Idempotency-Key. Every text of the call contains it. */
  readonly key: string;
  readonly client: number;
  /** `lodge`, `accept`, `respond`, `resolve`, `confirm`, `withdraw`, `assign`, `acknowledge` ... */
  readonly act: string;
  /** Null for lodging. */
  readonly complaintId: string | null;
  readonly beganAt: number;
  readonly endedAt: number | null;
  readonly outcome: Outcome;
  readonly status: number | null;
  /** From the response. */
  readonly answered: { readonly id: string; readonly version: number } | null;
}

/** The state at the end of a run, read from journal, tables and log by code independent of the product. */
export interface Evidence {
  readonly attempts: readonly Attempt[];
  readonly complaints: readonly ComplaintRow[];
  /** The entries of the log, duplicates included, in the order of each subject. */
  readonly log: readonly LogEntry[];
  readonly audit: readonly {
    readonly source: string;
    readonly subject: string;
    readonly sequence: number;
    readonly type: string;
  }[];
  readonly clocks: readonly ClockRow[];
  readonly escalations: readonly EscalationRow[];
  readonly cases: readonly { readonly id: string; readonly complaintId: string }[];
  readonly inbox: readonly { readonly consumer: string; readonly events: number }[];
  readonly outbox: number;
  readonly lag: readonly { readonly consumer: string; readonly behind: number }[];
  readonly parked: readonly {
    readonly consumer: string;
    readonly subject: string;
    readonly eventId: string;
    readonly type: string;
  }[];
  readonly gaps: readonly { readonly source: string; readonly subject: string }[];
  /** Clocks that are past their due time and still running. */
  readonly overdue: number;
  /** Subjects of injected events; no complaint has them. */
  readonly poisoned: readonly string[];
  /** Business milliseconds per real millisecond during the run. */
  readonly rate: number;
  /** Business time up to which all consequences must be stored: some real seconds before the tables were read. */
  readonly settled: Date;
  readonly struck: readonly Struck[];
}
export interface ComplaintRow {
  readonly id: string;
  /** The attempt that lodged it, found in its texts; null if none. */
  readonly key: string | null;
  readonly version: number;
  readonly sequence: number;
  readonly status: string;
  readonly office: string | null;
  readonly cycle: number;
  readonly lodgedAt: Date;
  /** Consent to a referral to the Ombudsman. */
  readonly consent: boolean;
  /** Whether a rule assigns it to an office. */
  readonly ruled: boolean;
  /** The entries of `complaints.complaints.history`, `at` as Date. */
  readonly facts: readonly { readonly act: string; readonly at: Date; readonly [field: string]: unknown }[];
  /**
   * Keys found in its texts, those of the lodging included; as often as they occur, so that a duplicate effect is
   * visible.
   */
  readonly keys: readonly string[];
}
export interface LogEntry {
  /** On Kafka partition and offset; on PostgreSQL 0 and the position. */
  readonly partition: number;
  readonly offset: number;
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly sequence: number;
  readonly type: string;
  readonly time: Date;
  /** Filled for breaches, escalations and cases; empty for all other events, which are many. */
  readonly data: Readonly<Record<string, unknown>>;
}
export interface ClockRow {
  readonly id: string;
  readonly complaintId: string;
  readonly name: string;
  readonly cycle: number;
  readonly status: string;
  readonly maxLevel: number;
  readonly escalationId: string | null;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly metAt: Date | null;
  readonly breachedAt: Date | null;
}
export interface EscalationRow {
  readonly id: string;
  readonly complaintId: string;
  readonly key: string;
  readonly clockId: string | null;
  readonly clock: string | null;
  readonly level: number;
  readonly cycle: number;
  readonly status: string;
  readonly raisedAt: Date;
  readonly nextLevel: number | null;
  readonly endedAt: Date | null;
}

export const checkerNames = [
  'lost',
  'phantom',
  'duplicate-effect',
  'gap',
  'nonmonotonic',
  'early-breach',
  'false-breach',
  'late-breach',
  'double-escalation',
  'missing-escalation',
  'orphan-outbox',
  'stuck',
] as const;
export type CheckerName = (typeof checkerNames)[number];
export interface Finding {
  readonly checker: CheckerName;
  /** A complaint, an event or a consumer. */
  readonly subject: string;
  readonly what: string;
}
/** Checks the evidence with its own simple code and never calls the code under test. */
export interface Checker {
  readonly name: CheckerName;
  check(evidence: Evidence): readonly Finding[];
}
