import { clockStatuses } from '@tuntas/contracts';
import { failureCounter, type Metrics } from '@tuntas/platform';
import type { PgBacklog } from './storage/pg-backlog.js';
import type { PgClockCounts } from './storage/pg-clock-counts.js';
import type { Sweep } from './use-cases/sweep-due-clocks.js';

/** Metrics of the sweep. */
export class SweepMetrics {
  /** Counts a failed round. */
  readonly failed: () => void;
  private readonly lateness;
  private readonly duration;
  private readonly complaints;
  private readonly lastAt;

  constructor(metrics: Metrics) {
    this.failed = failureCounter(metrics, 'sweep', 'sla');
    this.lateness = metrics.histogram({
      name: 'tuntas_sweep_lateness_seconds',
      help: 'Seconds of business time from the due instant of a clock until the sweep breached it.',
      buckets: [0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 3_600, 86_400],
    });
    this.duration = metrics.histogram({
      name: 'tuntas_sweep_duration_seconds',
      help: 'Duration in seconds of sweeps that found due complaints.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
    this.complaints = metrics.histogram({
      name: 'tuntas_sweep_complaints',
      help: 'Number of due complaints per sweep, at most 100.',
      buckets: [1, 2, 5, 10, 20, 50, 99, 100],
    });
    this.lastAt = metrics.gauge({
      name: 'tuntas_sweep_last_timestamp_seconds',
      help: 'Unix time in seconds of the last sweep without an error, in real time.',
    });
  }

  ended({ complaints, lateMs }: Sweep, tookMs: number): void {
    this.lastAt.setToCurrentTime();
    if (complaints === 0) return;
    this.complaints.observe(complaints);
    this.duration.observe(tookMs / 1_000);
    for (const ms of lateMs) this.lateness.observe(ms / 1_000);
  }
}

/** Registers the gauges of the clocks. Every process of sla reports the same values, so they must not be summed. */
export const reportClocks = (metrics: Metrics, counts: PgClockCounts): void => {
  const clocks = metrics.gauge({
    name: 'tuntas_clocks',
    help: 'Number of clocks by status, including stopped clocks.',
    labelNames: ['status'],
  });
  const soon = metrics.gauge({
    name: 'tuntas_clocks_due_within_hour',
    help: 'Number of running clocks that are due within the next hour of business time.',
  });
  const overdue = metrics.gauge({
    name: 'tuntas_sweep_overdue_seconds',
    help: 'Seconds of business time since the due instant of the oldest complaint that waits for the sweep.',
  });
  const offset = metrics.gauge({
    name: 'tuntas_business_clock_offset_seconds',
    help: 'Seconds by which business time is ahead of the clock of the database.',
  });
  metrics.readFromDatabase('clocks', [clocks, soon, overdue, offset], async () => {
    const { byStatus, dueWithinHour, overdueSeconds, offsetSeconds } = await counts.now();
    return () => {
      for (const status of clockStatuses) clocks.set({ status }, byStatus[status] ?? 0);
      soon.set(dueWithinHour);
      overdue.set(overdueSeconds);
      offset.set(offsetSeconds);
    };
  });
};

/**
 * Registers the gauges of outbox and consumer lag for all services. sla may read them because it waits for them when
 * it advances business time. Every process reports the same values, so they must not be summed.
 */
export const reportBacklog = (metrics: Metrics, backlog: PgBacklog): void => {
  const events = metrics.gauge({
    name: 'tuntas_outbox_events',
    help: 'Number of events that wait in the outbox, counted up to 100000.',
  });
  const age = metrics.gauge({
    name: 'tuntas_outbox_oldest_age_seconds',
    help: 'Age in seconds of the oldest event in the outbox; 0 if it is empty.',
  });
  const setAside = metrics.gauge({
    name: 'tuntas_outbox_rejected_events',
    help: 'Number of rejected outbox rows that no operator has settled, counted up to 100000.',
  });
  const lag = metrics.gauge({
    name: 'tuntas_consumer_lag_events',
    help: 'Number of events in the log that a consumer has not consumed yet.',
    labelNames: ['consumer'],
  });
  const behind = metrics.gauge({
    name: 'tuntas_consumer_lag_seconds',
    help: 'Age in seconds of the oldest event that a consumer has not consumed yet; 0 without lag.',
    labelNames: ['consumer'],
  });
  const parked = metrics.gauge({
    name: 'tuntas_parked_events',
    help: 'Number of events that a consumer failed to handle and parked, by state.',
    labelNames: ['consumer', 'state'],
  });
  metrics.readFromDatabase('event log', [events, age, setAside, lag, behind, parked], async () => {
    const { waiting, oldestWaitingAt, rejected, consumers } = await backlog.now();
    return () => {
      events.set(waiting);
      age.set(secondsSince(oldestWaitingAt));
      setAside.set(rejected);
      for (const each of consumers) {
        lag.set({ consumer: each.name }, each.behind);
        behind.set({ consumer: each.name }, secondsSince(each.behindSince));
        parked.set({ consumer: each.name, state: 'retrying' }, each.retrying);
        parked.set({ consumer: each.name, state: 'given_up' }, each.givenUp);
      }
    };
  });
};

const secondsSince = (instant: Date | null): number =>
  instant === null ? 0 : Math.max(0, Date.now() - instant.getTime()) / 1_000;
