import type { Abstract, Provider, Type } from '@nestjs/common';
import { firstCause, type Cause, type Service } from '@tuntas/contracts';
import { Database, DatabaseBusinessTime, demandModeOf, UuidV7Ids, type EntitySchema } from '@tuntas/database';
import {
  complaintAttribute,
  EventLog,
  EventLogUnavailable,
  Healer,
  Housekeeping,
  inSpan,
  KafkaEventLog,
  StoredResponses,
  LogStrategy,
  Outbox,
  PostgresEventLog,
  RelayRunner,
  LoopNotifier,
  type ConsumerKind,
  type Rejection,
} from '@tuntas/eventlog';
import { BusinessTime, Ids } from '@tuntas/kernel';
import {
  decidedCounter,
  failureCounter,
  healedCounter,
  rejectionCounter,
  timed,
  watchPool,
  watchRelay,
} from './backbone-metrics.js';
import { watchClocks } from './clock-watch.js';
import { watchDisk } from './disk-watch.js';
import { Config } from './config.js';
import { HealthChecks } from './health-checks.js';
import { describeError, Log } from './logging.js';
import { Metrics } from './metrics.js';
import type { IdempotentService } from './required-settings.js';
import { openAs } from './open-as.js';
import { watchOutbox } from './outbox-watch.js';
import { Secrets } from './secrets.js';
import { Transports } from './transports.js';

/** Where the database is: a URL that names a role which may do everything. Injectable. */
export abstract class DatabaseServer {
  abstract readonly adminUrl: string;
  /** Where its data lie, if that is on this machine. */
  abstract readonly dataFolder?: string | undefined;
}

/** A connection that gives no sign of life for so long is ended when readiness asks. */
const lifeWithinMs = 5_000;

/** One holds the lead, on Kafka for as long as it leads. */
const relayPoolSize = 3;

const openLog = async (
  relayDatabase: Database,
  notifier: LoopNotifier,
  { kafka }: Config,
  log: Log,
  health: HealthChecks,
  metrics: Metrics,
): Promise<EventLog> => {
  const failed = (what: string, error: unknown) =>
    log.warn({ what, ...describeError(error) }, 'event log will try again');
  const count = rejectionCounter(metrics);
  // No subject and no type: whoever wrote the row may have put anything there.
  const rejected = (rejections: readonly Rejection[]) => {
    for (const { row, reason } of rejections) {
      count(reason);
      log.error(
        { reason, outboxId: row.id, eventId: row.event_id },
        'outbox row set aside: it is in eventlog.outbox_rejected and will not be told',
      );
    }
  };
  if (!kafka) return new PostgresEventLog(relayDatabase, notifier, failed, rejected);
  const events = await KafkaEventLog.open({
    settings: kafka,
    relayDatabase,
    failed,
    rejected,
    noise: line => log.debug({ ...line }, 'kafka client'),
    outage: reportOutage(log),
  });
  health.warn(
    'the event log does not answer: what is decided is kept, and told when it answers again',
    async () => !(await events.answers()),
  );
  return events;
};

const reportOutage =
  (log: Log) =>
  (reason: string | null): void =>
    reason === null
      ? log.info({}, 'Kafka answers again: events that waited are sent now')
      : log.warn({ reason }, 'Kafka cannot be used: events wait in the outbox until it can');

const failing =
  (log: Log, message: string, count: () => void) =>
  (error: unknown): void => {
    count();
    if (!(error instanceof EventLogUnavailable)) log.warn(describeError(error), message);
  };

/**
 * What the process has once, whichever services it runs: the event log and its relay. The one place where the kind of
 * log is chosen.
 */
export const backboneProviders = (server: DatabaseServer): Provider[] => [
  { provide: DatabaseServer, useValue: server },
  LoopNotifier,
  {
    provide: 'relay-database',
    inject: [DatabaseServer, Config, Secrets, HealthChecks, Metrics],
    useFactory: async (
      at: DatabaseServer,
      config: Config,
      secrets: Secrets,
      health: HealthChecks,
      metrics: Metrics,
    ) => {
      const database = await openAs('relay', at, config, secrets, relayPoolSize);
      await demandModeOf(database, config.nodeEnv === 'production' ? 'production' : 'development');
      watchClocks(database, health);
      watchOutbox(database, health);
      watchDisk(at.dataFolder ?? null, health);
      watchPool(metrics, 'relay', database);
      return database;
    },
  },
  {
    provide: EventLog,
    inject: ['relay-database', LoopNotifier, Config, Log, HealthChecks, Metrics],
    useFactory: openLog,
  },
  {
    provide: RelayRunner,
    inject: [EventLog, LoopNotifier, Log, Metrics],
    useFactory: (events: EventLog, notifier: LoopNotifier, log: Log, metrics: Metrics) =>
      new RelayRunner(
        events,
        notifier,
        failing(log, 'relay will try again', failureCounter(metrics, 'relay', 'relay')),
        watchRelay(metrics, events),
      ),
  },
  {
    provide: Housekeeping,
    inject: ['relay-database', Log, Metrics],
    useFactory: (database: Database, log: Log, metrics: Metrics) =>
      new Housekeeping(
        database,
        failing(log, 'housekeeping will try again', failureCounter(metrics, 'housekeeping', 'relay')),
      ),
  },
];

export interface CoreOptions {
  /** Connections at most. */
  readonly poolSize: number;
  readonly entities?: EntitySchema[];
}

/** What one service stands on: its database under its own role, business time, ids and outbox. */
export const coreProviders = (service: Service, { poolSize, entities = [] }: CoreOptions): Provider[] => [
  {
    provide: Database,
    inject: [DatabaseServer, Config, Secrets, HealthChecks, Metrics],
    useFactory: async (
      server: DatabaseServer,
      config: Config,
      secrets: Secrets,
      health: HealthChecks,
      metrics: Metrics,
    ) => {
      const database = await openAs(service, server, config, secrets, poolSize, entities);
      health.register(`${service} database`, () => database.demandLife(lifeWithinMs));
      watchPool(metrics, service, database);
      return database;
    },
  },
  { provide: BusinessTime, inject: [Database], useFactory: (database: Database) => new DatabaseBusinessTime(database) },
  { provide: Ids, useClass: UuidV7Ids },
  {
    provide: Outbox,
    inject: [Database, Ids, LoopNotifier, Metrics],
    useFactory: (database: Database, ids: Ids, notifier: LoopNotifier, metrics: Metrics) =>
      new Outbox(database, ids, notifier, decidedCounter(metrics, service)),
  },
];

/** For services with acts that a client may send again under its key. */
export const idempotencyProvider = (service: IdempotentService): Provider => ({
  provide: StoredResponses,
  inject: [Database, Secrets],
  useFactory: (database: Database, { answers }: Secrets) => StoredResponses.open(database, answers[service]),
});

/** Lets a service's consumer hear the log, in the manner of its kind. */
export const consumerProvider = (service: Service, kind: ConsumerKind): Provider => ({
  provide: LogStrategy,
  inject: [Database, EventLog, Transports, Log, Metrics],
  useFactory: (database: Database, events: EventLog, transports: Transports, log: Log, metrics: Metrics) => {
    const count = failureCounter(metrics, 'consumer', service);
    const strategy = new LogStrategy({
      name: service,
      kind,
      database,
      log: timed(events, metrics),
      failed: (what, error) => {
        count();
        log.warn({ what, ...describeError(error) }, 'consumer met an error');
      },
    });
    transports.add(strategy);
    return strategy;
  },
});

/** What a reconciling service keeps of complaints, as far as healing needs to know it. */
interface Book {
  /** Complaints with something that has not been reckoned with: a page in id order, after this one. */
  behind(after: string, limit: number): Promise<readonly string[]>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
}
interface Reconciling {
  execute(complaintIds: readonly string[], causeOf: (complaintId: string) => Cause): Promise<void>;
}

/** Lets a reconciling service mend what a lost wake-up would leave behind, one complaint a transaction. */
export const catchUpProvider = (service: Service, book: Abstract<Book>, reconciling: Type<Reconciling>): Provider => ({
  provide: Healer,
  inject: [book, reconciling, Ids, Log, Metrics],
  useFactory: (kept: Book, reconcile: Reconciling, ids: Ids, log: Log, metrics: Metrics) => {
    const healed = healedCounter(metrics, service);
    return new Healer({
      behind: (after, limit) => kept.behind(after, limit),
      heal: async complaintId => {
        const cause = firstCause(ids.next());
        await inSpan(`heal ${service}`, { attributes: { [complaintAttribute]: complaintId } }, () =>
          kept.transaction(() => reconcile.execute([complaintId], () => cause)),
        );
        healed();
      },
      failed: failing(log, `healing of ${service} will try again`, failureCounter(metrics, 'healing', service)),
    });
  },
});
