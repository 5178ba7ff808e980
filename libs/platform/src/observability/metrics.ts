import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { describeError, type Log } from './logging.js';

interface Described<Label extends string> {
  /** By Prometheus conventions: the prefix `tuntas_`, base units, `_total` for counters. */
  readonly name: `tuntas_${string}`;
  readonly help: string;
  /** Labels of low cardinality. Paths, ids and personal data are not allowed. */
  readonly labelNames?: readonly Label[];
}
interface Spread {
  readonly buckets: number[];
}

/** Sets gauges to values that were read. */
export type SetGauges = () => void;

/** Timeout of a reading. A scrape has ten seconds by default, and a slow reading must not delay all other metrics. */
const timeoutMs = 2_000;
/**
 * A reading is reused for this multiple of its duration, so that readings take at most a twentieth of the time of one
 * connection. The maximum is shorter than the usual scrape interval, so that a usual scrape reads again.
 */
const reuseFactor = 20;
const longestReuseMs = 14_000;

/** Gauges whose names end in `_total`, which Prometheus reserves for counters. */
const misnamed = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];
let ofNode: Registry | undefined;
/**
 * Collects the metrics of Node itself, once in a process. A main function calls this at its start, so that the first
 * scrape already has values.
 */
export const watchNode = (): Registry => {
  if (ofNode) return ofNode;
  ofNode = new Registry();
  collectDefaultMetrics({ register: ofNode });
  for (const name of misnamed) ofNode.removeSingleMetric(name);
  return ofNode;
};

/** Gauges whose values are read from a database together. */
class DatabaseReading {
  private running: Promise<void> | undefined;
  private freshUntil = 0;

  constructor(
    private readonly gauges: readonly Gauge[],
    private readonly read: () => Promise<SetGauges>,
  ) {}

  /**
   * Reads again unless the last reading is still fresh.
   * @throws Error when the reading fails or times out; the gauges are then absent instead of stale
   */
  async refresh(): Promise<void> {
    if (performance.now() < this.freshUntil) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
    });
    try {
      await Promise.race([(this.running ??= this.run()), late]);
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Runs one reading at a time. A hanging one is not started again. */
  private async run(): Promise<void> {
    const startedAt = performance.now();
    try {
      const setGauges = await this.read();
      this.forget();
      setGauges();
      this.freshUntil = performance.now() + Math.min(longestReuseMs, reuseFactor * (performance.now() - startedAt));
    } finally {
      this.running = undefined;
    }
  }

  private forget(): void {
    for (const gauge of this.gauges) forget(gauge);
  }
}

/** Removes all values of a gauge. `reset` alone would set a gauge without labels to 0. */
const forget = (gauge: Gauge): void => {
  gauge.reset();
  if ((gauge as unknown as { labelNames: readonly string[] }).labelNames.length === 0) gauge.remove();
};

/**
 * The metrics registry of a process. Modules of one process share it: a module that requests an existing metric gets
 * the same instance and distinguishes its values by a label. Injectable.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly setters: SetGauges[] = [];
  private readonly readings = new Map<string, DatabaseReading>();
  private readonly errors: Counter<'source'>;
  private making: Promise<string> | null = null;

  constructor(private readonly log: Log) {
    this.errors = this.counter({
      name: 'tuntas_scrape_errors_total',
      help: 'Scrapes without the metrics of a source, because its reading failed or timed out.',
      labelNames: ['source'],
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  counter<Label extends string = never>(options: Described<Label>): Counter<Label> {
    return (
      (this.registry.getSingleMetric(options.name) as Counter<Label> | undefined) ??
      new Counter({ ...options, registers: [this.registry] })
    );
  }

  gauge<Label extends string = never>(options: Described<Label>): Gauge<Label> {
    return (
      (this.registry.getSingleMetric(options.name) as Gauge<Label> | undefined) ??
      new Gauge({ ...options, registers: [this.registry] })
    );
  }

  histogram<Label extends string = never>(options: Described<Label> & Spread): Histogram<Label> {
    return (
      (this.registry.getSingleMetric(options.name) as Histogram<Label> | undefined) ??
      new Histogram({ ...options, registers: [this.registry] })
    );
  }

  /** Registers a function that sets gauges from in-memory values before each scrape. */
  beforeScrape(setGauges: SetGauges): void {
    this.setters.push(setGauges);
  }

  /**
   * Registers gauges that are read from a database at a scrape, at a limited rate. A reading that fails or times out is
   * counted, and its gauges are absent from the scrape.
   * @param source label value that identifies the reading
   * @param gauges all gauges that `read` sets
   */
  readFromDatabase(source: string, gauges: readonly Gauge[], read: () => Promise<SetGauges>): void {
    this.readings.set(source, new DatabaseReading(gauges, read));
    this.errors.inc({ source }, 0);
    for (const gauge of gauges) forget(gauge);
  }

  /**
   * All metrics in the Prometheus text format. Never rejects because a source is down. Concurrent callers share one
   * result.
   */
  exposition(): Promise<string> {
    return (this.making ??= this.make().finally(() => {
      this.making = null;
    }));
  }

  private async make(): Promise<string> {
    await Promise.all(
      [...this.readings].map(([source, reading]) =>
        reading.refresh().catch((error: unknown) => {
          this.errors.inc({ source });
          this.log.warn({ source, ...describeError(error) }, 'metrics are missing from a scrape');
        }),
      ),
    );
    for (const setGauges of this.setters) setGauges(); // after the readings, so that all values are of one moment
    return [await this.registry.metrics(), await watchNode().metrics()].join('\n');
  }
}
