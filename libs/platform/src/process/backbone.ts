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
  withDelayMetrics,
  watchPool,
  watchRelay,
} from '../observability/backbone-metrics.js';
import { Config } from '../config/config.js';
import { HealthChecks } from '../observability/health-checks.js';
import { describeError, Log } from '../observability/logging.js';
import { Metrics } from '../observability/metrics.js';
import type { IdempotentService } from '../config/required-settings.js';
import { openAs } from './open-as.js';
import { watchClocks, watchDisk, watchOutbox } from '../observability/readiness-warnings.js';
import { Secrets } from '../config/secrets.js';
import { Transports } from './transports.js';

/** The database server. Injectable: the abstract class is the token. */
export abstract class DatabaseServer {
  /** A URL with a role that has all privileges. */
  abstract readonly adminUrl: string;
  /** The data directory, if the server runs on this machine. */
  abstract readonly dataFolder?: string | undefined;
}

/** The readiness check ends a connection that has not responded for this time. */
const lifeWithinMs = 5_000;

/** One connection holds the leader lock; with Kafka it does so for as long as this process is the leader. */
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
    log.warn({ what, ...describeError(error) }, 'event log operation failed, will retry');
  const count = rejectionCounter(metrics);
  // The log line omits subject and type, because the writer of the row may have put any text there.
  const rejected = (rejections: readonly Rejection[]) => {
    for (const { row, reason } of rejections) {
      count(reason);
      log.error(
        { reason, outboxId: row.id, eventId: row.event_id },
        'outbox row rejected: moved to eventlog.outbox_rejected, it will not be published',
      );
    }
  };
  if (!kafka) return new PostgresEventLog(relayDatabase, notifier, failed, rejected);
  const events = await KafkaEventLog.open({
    settings: kafka,
    relayDatabase,
    failed,
    rejected,
    clientLog: line => log.debug({ ...line }, 'kafka client'),
    outage: reportOutage(log),
  });
  health.warn(
    'the event log does not respond: events are stored in the outbox and published when it responds again',
    async () => !(await events.isReachable()),
  );
  return events;
};

const reportOutage =
  (log: Log) =>
  (reason: string | null): void =>
    reason === null
      ? log.info({}, 'Kafka is available again: waiting events are published now')
      : log.warn({ reason }, 'Kafka is unavailable: events wait in the outbox');

const failing =
  (log: Log, message: string, count: () => void) =>
  (error: unknown): void => {
    count();
    if (!(error instanceof EventLogUnavailable)) log.warn(describeError(error), message);
  };

/**
 * Providers that exist once per process, whichever services it runs: the event log, its relay and housekeeping. Only
 * this function selects the implementation of the event log.
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
        failing(log, 'relay failed, will retry', failureCounter(metrics, 'relay', 'relay')),
        watchRelay(metrics, events),
      ),
  },
  {
    provide: Housekeeping,
    inject: ['relay-database', Log, Metrics],
    useFactory: (database: Database, log: Log, metrics: Metrics) =>
      new Housekeeping(
        database,
        failing(log, 'housekeeping failed, will retry', failureCounter(metrics, 'housekeeping', 'relay')),
      ),
  },
];

export interface CoreOptions {
  /** Maximum number of connections. */
  readonly poolSize: number;
  readonly entities?: EntitySchema[];
}

/** The core providers of one service: its database under its own role, business time, ids and outbox. */
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
      health.register(`${service} database`, () => database.ping(lifeWithinMs));
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

/** Provides the stored responses of a service whose acts are idempotent by `Idempotency-Key`. */
export const idempotencyProvider = (service: IdempotentService): Provider => ({
  provide: StoredResponses,
  inject: [Database, Secrets],
  useFactory: (database: Database, { answers }: Secrets) => StoredResponses.open(database, answers[service]),
});

/**
 * Subscribes a service to the event log, as a Nest microservice transport.
 * @param kind how the consumer commits its effects
 */
export const consumerProvider = (service: Service, kind: ConsumerKind): Provider => ({
  provide: LogStrategy,
  inject: [Database, EventLog, Transports, Log, Metrics],
  useFactory: (database: Database, events: EventLog, transports: Transports, log: Log, metrics: Metrics) => {
    const count = failureCounter(metrics, 'consumer', service);
    const strategy = new LogStrategy({
      name: service,
      kind,
      database,
      log: withDelayMetrics(events, metrics),
      onFailure: (what, error) => {
        count();
        log.warn({ what, ...describeError(error) }, 'consumer failed');
      },
    });
    transports.add(strategy);
    return strategy;
  },
});

/** The part of a reconciling service's store that the healer needs. */
interface Book {
  /** A page of ids, ordered and after the given one, of complaints with changes that are not reconciled yet. */
  behind(after: string, limit: number): Promise<readonly string[]>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
}
interface Reconciling {
  execute(complaintIds: readonly string[], causeOf: (complaintId: string) => Cause): Promise<void>;
}

/**
 * Reconciles the complaints that a lost notification has left behind, with one transaction for each complaint.
 * @param book the store of the service
 * @param reconciling the use case that reconciles complaints
 */
export const catchUpProvider = (service: Service, book: Abstract<Book>, reconciling: Type<Reconciling>): Provider => ({
  provide: Healer,
  inject: [book, reconciling, Ids, Log, Metrics],
  useFactory: (store: Book, reconcile: Reconciling, ids: Ids, log: Log, metrics: Metrics) => {
    const healed = healedCounter(metrics, service);
    return new Healer({
      behind: (after, limit) => store.behind(after, limit),
      heal: async complaintId => {
        const cause = firstCause(ids.next());
        await inSpan(`heal ${service}`, { attributes: { [complaintAttribute]: complaintId } }, () =>
          store.transaction(() => reconcile.execute([complaintId], () => cause)),
        );
        healed();
      },
      failed: failing(log, `healing of ${service} failed, will retry`, failureCounter(metrics, 'healing', service)),
    });
  },
});
