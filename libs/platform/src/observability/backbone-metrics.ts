import { createdAt, type Database, type LoginRole } from '@tuntas/database';
import type { Batch, Delivery, EventLog, ConsumedLog, RejectionReason } from '@tuntas/eventlog';
import type { EventType, Service } from '@tuntas/contracts';
import type { Metrics } from './metrics.js';

const delayBucketsInSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 300, 3_600];

/** Registers gauges for the open and maximum connections of a pool and for the callers that wait for one. */
export const watchPool = (metrics: Metrics, role: LoginRole, database: Database): void => {
  const connections = metrics.gauge({
    name: 'tuntas_database_connections',
    help: 'Open connections of a database pool, by state (used or idle).',
    labelNames: ['service', 'state'],
  });
  const most = metrics.gauge({
    name: 'tuntas_database_connections_max',
    help: 'Maximum number of connections of a database pool.',
    labelNames: ['service'],
  });
  const waiting = metrics.gauge({
    name: 'tuntas_database_waiting',
    help: 'Callers that wait for a connection of a database pool.',
    labelNames: ['service'],
  });
  metrics.beforeScrape(() => {
    const pool = database.connections;
    connections.set({ service: role, state: 'used' }, pool.open - pool.idle);
    connections.set({ service: role, state: 'idle' }, pool.idle);
    most.set({ service: role }, pool.most);
    waiting.set({ service: role }, pool.waiting);
  });
};

/** A background job. */
type Work = 'relay' | 'housekeeping' | 'consumer' | 'healing' | 'sweep';

/** @returns a function that counts one failed round of this work; the round will be retried */
export const failureCounter = (metrics: Metrics, work: Work, service: LoginRole): (() => void) => {
  const failures = metrics.counter({
    name: 'tuntas_background_failures_total',
    help: 'Failed rounds of background work. Each is retried.',
    labelNames: ['work', 'service'],
  });
  failures.inc({ work, service }, 0);
  return () => failures.inc({ work, service });
};

/** @returns a function that counts one complaint that the healer reconciled */
export const healedCounter = (metrics: Metrics, service: Service): (() => void) => {
  const healed = metrics.counter({
    name: 'tuntas_healed_total',
    help: 'Complaints that were behind and that the healer reconciled.',
    labelNames: ['service'],
  });
  healed.inc({ service }, 0);
  return () => healed.inc({ service });
};

/**
 * Registers a gauge that shows whether this process leads the relay.
 * @returns a function that counts events moved from the outbox to the event log
 */
export const watchRelay = (metrics: Metrics, log: EventLog): ((moved: number) => void) => {
  const relayed = metrics.counter({
    name: 'tuntas_relayed_events_total',
    help: 'Events that this process moved from the outbox to the event log.',
  });
  const leading = metrics.gauge({
    name: 'tuntas_relay_leading',
    help: 'Whether this process is the leader of the relay: 1 in exactly one process of a deployment.',
  });
  metrics.beforeScrape(() => leading.set(log.isLeader() ? 1 : 0));
  return moved => relayed.inc(moved);
};

/** @returns a function that counts one outbox row that the relay rejected */
export const rejectionCounter = (metrics: Metrics): ((reason: RejectionReason) => void) => {
  const rejected = metrics.counter({
    name: 'tuntas_outbox_rejections_total',
    help: 'Outbox rows that this process rejected instead of publishing them, by reason.',
    labelNames: ['reason'],
  });
  return reason => rejected.inc({ reason });
};

/** @returns a function that counts committed events by type */
export const decidedCounter = (metrics: Metrics, service: Service): ((types: readonly EventType[]) => void) => {
  const decided = metrics.counter({
    name: 'tuntas_events_decided_total',
    help: 'Committed events, by type.',
    labelNames: ['service', 'type'],
  });
  return types => {
    for (const type of types) decided.inc({ service, type });
  };
};

/**
 * Decorates the event log with a histogram of the end-to-end delay per consumer: from the decision of an event until
 * its effects are committed or it is parked.
 */
export const withDelayMetrics = (log: ConsumedLog, metrics: Metrics): ConsumedLog => {
  const delays = metrics.histogram({
    name: 'tuntas_event_delay_seconds',
    help: 'Delay in seconds from the decision of an event until a consumer has committed its offset.',
    labelNames: ['consumer'],
    buckets: delayBucketsInSeconds,
  });
  return {
    system: log.system,
    subscribe: (consumer, database, handle) => {
      const consumed = ({ eventId }: Delivery): void => {
        const decidedAt = createdAt(eventId);
        if (decidedAt) delays.observe({ consumer }, Math.max(0, Date.now() - decidedAt.getTime()) / 1_000);
      };
      delays.zero({ consumer });
      return log.subscribe(consumer, database, batch => handle(observed(batch, database, consumed)));
    },
  };
};

const observed = (
  { deliveries, commitOffset }: Batch,
  database: Database,
  consumed: (delivery: Delivery) => void,
): Batch => {
  let reached = deliveries[0]!.position - 1;
  return {
    deliveries,
    commitOffset: async position => {
      await commitOffset(position);
      database.afterCommit(() => {
        for (const delivery of deliveries)
          if (delivery.position > reached && delivery.position <= position) consumed(delivery);
        reached = Math.max(reached, position);
      });
    },
  };
};
