import type { LoginRole } from '@tuntas/database';
import type { Service } from '@tuntas/contracts';

/** Everything that can be done to the system under test. `disk` needs root; the others do not. */
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

/**
 * What strikes, and how it ends: `heal` puts right what the fault left behind; some faults heal by themselves at once.
 */
export interface Fault {
  readonly name: FaultName;
  /** @returns what was struck, in words, and how to heal it */
  strike(
    system: SystemUnderTest,
    random: Random,
  ): Promise<{ readonly target: string; readonly heal: () => Promise<void> }>;
}

/** A strike as it happened, for the timeline. Milliseconds since the run began. */
export interface Struck {
  readonly fault: FaultName;
  readonly target: string;
  readonly beganAt: number;
  readonly healedAt: number | null;
}

/** Chance from a seed: the same seed, the same schedule. */
export interface Random {
  /** 0 <= x < 1 */
  fraction(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** A source of its own, so that one part's use does not shift another's. */
  branch(name: string): Random;
}

/** A TCP connection's way through the lab. Everything that flows through it can be disturbed. */
export interface Link {
  /** `service-1 -> database` */
  readonly name: string;
  readonly port: number;
  /** Refuses new connections and resets those that are open, until `restore`. */
  cut(): void;
  /** Keeps connections open and lets nothing through, until `restore`. */
  freeze(): void;
  /**
   * Lets what is asked through and swallows what is answered for the next so many answers, then resets their
   * connections.
   */
  loseAnswers(count: number): void;
  restore(): void;
}

/** One process of the system: an instance of a service, or a gateway. It is started again when it ends. */
export interface Member {
  /** `sla-2` */
  readonly name: string;
  readonly role: Service | 'gateway';
  readonly pid: number | undefined;
  /** Its way to the database; null for a gateway. */
  readonly database: Link | null;
}

/**
 * The system that the lab runs: a PostgreSQL cluster, perhaps a Kafka broker, so many instances of every service, and
 * as many gateways.
 */
export interface SystemUnderTest {
  readonly log: 'postgres' | 'kafka';
  readonly members: readonly Member[];
  /** Every way of the clients to a gateway. */
  readonly doors: readonly Link[];
  /** Every way of a gateway to a service. */
  readonly passages: readonly Link[];
  /** Everybody's way to Kafka; null without. */
  readonly kafka: Link | null;
  /** Superuser's URL past every link; for nemesis, quiet and evidence. */
  readonly adminUrl: string;
  /** Where the topic really is, past every link; null without. */
  readonly topic: { readonly broker: string; readonly name: string } | null;
  /** SIGKILL to the database server with all its children; it is started again on its data. */
  killDatabase(): Promise<void>;
  /** SIGKILL to the broker; it is started again on its data. Without Kafka nothing. */
  killBroker(): Promise<void>;
  brokerPid(): number | undefined;
  databasePid(): number | undefined;
  /** The folder of the database's data, for filling its disk. */
  readonly databaseFolder: string;
  urlAs(role: LoginRole): string;
}

/** The end of one call of a client. `unknown`: no answer, or one that says so; the effect may or may not be there. */
export type Outcome = 'ok' | 'fail' | 'unknown';

/**
 * One call of one client, from its fsync'd journal. A retry under the same key is the same attempt. Milliseconds since
 * the run began.
 */
export interface Attempt {
  /** Unique over the run; also the Idempotency-Key. Every text that the call types contains it. */
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
  /** From the answer. */
  readonly answered: { readonly id: string; readonly version: number } | null;
}

/** What was found at the end, read from journal, tables and log by code that is not the product's. */
export interface Evidence {
  readonly attempts: readonly Attempt[];
  readonly complaints: readonly ComplaintRow[];
  /** As the log holds it, repetitions included, in the order of each subject. */
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
  /** Clocks whose due instant has passed and that still run. */
  readonly overdue: number;
  /** Subjects of events that the nemesis planted; no complaint has them. */
  readonly poisoned: readonly string[];
  /** Business milliseconds per real millisecond while the run lasted. */
  readonly rate: number;
  /**
   * Business time by which whatever follows from an earlier instant must be there: some real seconds before the tables
   * were read.
   */
  readonly settled: Date;
  readonly struck: readonly Struck[];
}
export interface ComplaintRow {
  readonly id: string;
  /** The attempt that lodged it, found in what it typed; null: nobody's. */
  readonly key: string | null;
  readonly version: number;
  readonly sequence: number;
  readonly status: string;
  readonly office: string | null;
  readonly cycle: number;
  readonly lodgedAt: Date;
  /** To the Ombudsman. */
  readonly consent: boolean;
  /** Whether a rule sends it to an office. */
  readonly ruled: boolean;
  /** As `complaints.complaints.history` has it, `at` as Date. */
  readonly facts: readonly { readonly act: string; readonly at: Date; readonly [field: string]: unknown }[];
  /**
   * Keys found in what was typed for it, its lodging's included; as often as it was typed, so that a doubled effect is
   * seen.
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
  /** Of breaches, escalations and cases; empty of the others, which are many. */
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
  /** A complaint, an event, a consumer. */
  readonly subject: string;
  readonly what: string;
}
/** Judges by its own simple code, never by calling the code under test. */
export interface Checker {
  readonly name: CheckerName;
  check(evidence: Evidence): readonly Finding[];
}
