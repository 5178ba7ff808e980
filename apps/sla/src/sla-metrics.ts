import { clockStatuses } from '@tuntas/contracts';
import { failureCounter, type Metrics } from '@tuntas/service';
import type { PgBacklog } from './storage/pg-backlog.js';
import type { PgClockCounts } from './storage/pg-clock-counts.js';
import type { Sweep } from './use-cases/sweep-due-clocks.js';

/** What the sweep tells of itself. */
export class SweepMetrics {
  /** Counts a round that failed. */
  readonly failed: () => void;
  private readonly lateness;
  private readonly duration;
  private readonly complaints;
  private readonly lastAt;

  constructor(metrics: Metrics) {
    this.failed = failureCounter(metrics, 'sweep', 'sla');
    this.lateness = metrics.histogram({
      name: 'tuntas_sweep_lateness_seconds',
      help: 'From the due instant of a clock until the sweep breached it, in business time.',
      buckets: [0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 3_600, 86_400],
    });
    this.duration = metrics.histogram({
      name: 'tuntas_sweep_duration_seconds',
      help: 'Duration of sweeps that found something due.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    });
    this.complaints = metrics.histogram({
      name: 'tuntas_sweep_complaints',
      help: 'Complaints that a sweep found due; a hundred at most.',
      buckets: [1, 2, 5, 10, 20, 50, 99, 100],
    });
    this.lastAt = metrics.gauge({
      name: 'tuntas_sweep_last_timestamp_seconds',
      help: 'When the sweep last looked without an error, in real time.',
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

/** How clocks stand. Every process of sla tells the same, so they are never added up. */
export const reportClocks = (metrics: Metrics, counts: PgClockCounts): void => {
  const clocks = metrics.gauge({
    name: 'tuntas_clocks',
    help: 'Clocks by status, the whole history included.',
    labelNames: ['status'],
  });
  const soon = metrics.gauge({
    name: 'tuntas_clocks_due_within_hour',
    help: 'Running clocks that are due within the next hour of business time.',
  });
  const overdue = metrics.gauge({
    name: 'tuntas_sweep_overdue_seconds',
    help: 'How long what is due since longest waits for the sweep, in business time.',
  });
  const offset = metrics.gauge({
    name: 'tuntas_business_clock_offset_seconds',
    help: 'How far business time is ahead of the clock of the database.',
  });
  metrics.look('clocks', [clocks, soon, overdue, offset], async () => {
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
 * What waits to be told and to be heard, of all services: sla may read it, since it waits for it when it moves time.
 * Never added up either.
 */
export const reportBacklog = (metrics: Metrics, backlog: PgBacklog): void => {
  const events = metrics.gauge({
    name: 'tuntas_outbox_events',
    help: 'Events that wait in the outbox; counted to 100000.',
  });
  const age = metrics.gauge({
    name: 'tuntas_outbox_oldest_age_seconds',
    help: 'Age of the oldest event in the outbox; 0 where none waits.',
  });
  const setAside = metrics.gauge({
    name: 'tuntas_outbox_rejected_events',
    help: 'Outbox rows that were set aside and that no operator has settled; counted to 100000.',
  });
  const lag = metrics.gauge({
    name: 'tuntas_consumer_lag_events',
    help: 'Events of the log that a consumer has not heard yet.',
    labelNames: ['consumer'],
  });
  const behind = metrics.gauge({
    name: 'tuntas_consumer_lag_seconds',
    help: 'Age of the oldest event that a consumer has not heard yet.',
    labelNames: ['consumer'],
  });
  const parked = metrics.gauge({
    name: 'tuntas_parked_events',
    help: 'Events that a consumer could not take in.',
    labelNames: ['consumer', 'state'],
  });
  metrics.look('event log', [events, age, setAside, lag, behind, parked], async () => {
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
