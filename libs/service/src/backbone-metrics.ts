import { madeAt, type Database, type LoginRole } from '@tuntas/database';
import type { Batch, Delivery, EventLog, ConsumedLog, RejectionReason } from '@tuntas/eventlog';
import type { EventType, Service } from '@tuntas/contracts';
import type { Metrics } from './metrics.js';

const delayBucketsInSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 300, 3_600];

/** Tells how many connections a pool has, and who waits for one. */
export const watchPool = (metrics: Metrics, role: LoginRole, database: Database): void => {
  const connections = metrics.gauge({
    name: 'tuntas_database_connections',
    help: 'Connections of a pool that are open: in use or idle.',
    labelNames: ['service', 'state'],
  });
  const most = metrics.gauge({
    name: 'tuntas_database_connections_max',
    help: 'Connections that a pool may open.',
    labelNames: ['service'],
  });
  const waiting = metrics.gauge({
    name: 'tuntas_database_waiting',
    help: 'Who waits for a connection of a pool.',
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

/** What runs without being asked. */
type Work = 'relay' | 'housekeeping' | 'consumer' | 'healing' | 'sweep';

/** @returns counts a round of this work that failed and will be tried again */
export const failureCounter = (metrics: Metrics, work: Work, service: LoginRole): (() => void) => {
  const failures = metrics.counter({
    name: 'tuntas_background_failures_total',
    help: 'Rounds of background work that failed; they are tried again.',
    labelNames: ['work', 'service'],
  });
  failures.inc({ work, service }, 0);
  return () => failures.inc({ work, service });
};

/** @returns counts complaints that were behind when healing came by */
export const healedCounter = (metrics: Metrics, service: Service): (() => void) => {
  const healed = metrics.counter({
    name: 'tuntas_healed_total',
    help: 'Complaints that healing brought up to date.',
    labelNames: ['service'],
  });
  healed.inc({ service }, 0);
  return () => healed.inc({ service });
};

/** Tells whether this process relays. @returns counts events that it moved from the outbox into the log */
export const watchRelay = (metrics: Metrics, log: EventLog): ((moved: number) => void) => {
  const relayed = metrics.counter({
    name: 'tuntas_relayed_events_total',
    help: 'Events that this process moved from the outbox into the log.',
  });
  const leading = metrics.gauge({
    name: 'tuntas_relay_leading',
    help: 'Whether this process has the lead of the relay: 1 in one process of a deployment.',
  });
  metrics.beforeScrape(() => leading.set(log.leads() ? 1 : 0));
  return moved => relayed.inc(moved);
};

/** @returns counts outbox rows that this process set aside */
export const rejectionCounter = (metrics: Metrics): ((reason: RejectionReason) => void) => {
  const rejected = metrics.counter({
    name: 'tuntas_outbox_rejections_total',
    help: 'Outbox rows that this process set aside instead of telling them.',
    labelNames: ['reason'],
  });
  return reason => rejected.inc({ reason });
};

/** @returns counts events that were decided and committed */
export const decidedCounter = (metrics: Metrics, service: Service): ((types: readonly EventType[]) => void) => {
  const decided = metrics.counter({
    name: 'tuntas_events_decided_total',
    help: 'Events decided and committed, by type.',
    labelNames: ['service', 'type'],
  });
  return types => {
    for (const type of types) decided.inc({ service, type });
  };
};

/**
 * The log as one consumer hears it, with the delay of each event: from its decision until it has taken effect or was
 * parked.
 */
export const timed = (log: ConsumedLog, metrics: Metrics): ConsumedLog => {
  const delays = metrics.histogram({
    name: 'tuntas_event_delay_seconds',
    help: 'From the decision of an event until a consumer was through with it.',
    labelNames: ['consumer'],
    buckets: delayBucketsInSeconds,
  });
  return {
    system: log.system,
    subscribe: (consumer, database, handle) => {
      const heard = ({ eventId }: Delivery): void => {
        const decidedAt = madeAt(eventId);
        if (decidedAt) delays.observe({ consumer }, Math.max(0, Date.now() - decidedAt.getTime()) / 1_000);
      };
      delays.zero({ consumer });
      return log.subscribe(consumer, database, batch => handle(told(batch, database, heard)));
    },
  };
};

const told = (
  { deliveries, commitOffset: settle }: Batch,
  database: Database,
  heard: (delivery: Delivery) => void,
): Batch => {
  let reached = deliveries[0]!.position - 1;
  return {
    deliveries,
    commitOffset: async position => {
      await settle(position);
      database.afterCommit(() => {
        for (const delivery of deliveries)
          if (delivery.position > reached && delivery.position <= position) heard(delivery);
        reached = Math.max(reached, position);
      });
    },
  };
};
