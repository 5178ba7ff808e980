import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { describeError, type Log } from './logging.js';

interface Described<Label extends string> {
  /** By Prometheus' conventions: `tuntas_`, base units, `_total` for what only grows. */
  readonly name: `tuntas_${string}`;
  readonly help: string;
  /** Each with few values that are known beforehand: never a path, an id or anything about a person. */
  readonly labelNames?: readonly Label[];
}
interface Spread {
  readonly buckets: number[];
}

/** Sets the figures that were read. */
export type Show = () => void;

/** A scrape has ten seconds by default, and a figure that comes late is worth less than all others in time. */
const patienceMs = 2_000;
/**
 * Of the time of one connection, reading takes a twentieth at most, however often and by whomever it is asked for; but
 * a usual scrape reads anew.
 */
const restFactor = 20;
const longestRestMs = 14_000;

/** Gauges by this name count, though only counters may end so. */
const misnamed = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];
let ofNode: Registry | undefined;
/**
 * Begins to watch Node itself, or goes on: once in a process, however many applications it holds. A main does so at its
 * start, or the first scrape would tell of nothing.
 */
export const watchNode = (): Registry => {
  if (ofNode) return ofNode;
  ofNode = new Registry();
  collectDefaultMetrics({ register: ofNode });
  for (const name of misnamed) ofNode.removeSingleMetric(name);
  return ofNode;
};

/** Figures that lie in a database, read together. */
class Look {
  private running: Promise<void> | undefined;
  private freshUntil = 0;

  constructor(
    private readonly gauges: readonly Gauge[],
    private readonly read: () => Promise<Show>,
  ) {}

  /** @throws where the reading failed or takes too long: then its gauges tell nothing, rather than what was */
  async refresh(): Promise<void> {
    if (performance.now() < this.freshUntil) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('took too long')), patienceMs);
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

  /** One at a time: what hangs is not asked for again. */
  private async run(): Promise<void> {
    const startedAt = performance.now();
    try {
      const show = await this.read();
      this.forget();
      show();
      this.freshUntil = performance.now() + Math.min(longestRestMs, restFactor * (performance.now() - startedAt));
    } finally {
      this.running = undefined;
    }
  }

  private forget(): void {
    for (const gauge of this.gauges) forget(gauge);
  }
}

/** Not `reset`, which makes a gauge without labels tell 0. */
const forget = (gauge: Gauge): void => {
  gauge.reset();
  if ((gauge as unknown as { labelNames: readonly string[] }).labelNames.length === 0) gauge.remove();
};

/**
 * What a process tells Prometheus. Modules of one process share it: who asks for a metric that is there already gets
 * that one, and tells its own part by a label. Injectable.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly shows: Show[] = [];
  private readonly looks = new Map<string, Look>();
  private readonly errors: Counter<'source'>;
  private making: Promise<string> | null = null;

  constructor(private readonly log: Log) {
    this.errors = this.counter({
      name: 'tuntas_scrape_errors_total',
      help: 'Scrapes that went without the figures of a source.',
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

  /** Sets figures that are at hand in this process, before each scrape. */
  beforeScrape(show: Show): void {
    this.shows.push(show);
  }

  /**
   * Reads figures that lie in a database: at a scrape, but not so often that it would cost something. What cannot be
   * read in time is absent from the scrape, and counted.
   * @param source one word or two that say whose figures these are
   * @param gauges all that `read` sets
   */
  look(source: string, gauges: readonly Gauge[], read: () => Promise<Show>): void {
    this.looks.set(source, new Look(gauges, read));
    this.errors.inc({ source }, 0);
    for (const gauge of gauges) forget(gauge);
  }

  /**
   * Everything, in Prometheus' text format. Never rejects because of something that is down. Who asks while it is being
   * made gets the same.
   */
  exposition(): Promise<string> {
    return (this.making ??= this.make().finally(() => {
      this.making = null;
    }));
  }

  private async make(): Promise<string> {
    await Promise.all(
      [...this.looks].map(([source, look]) =>
        look.refresh().catch((error: unknown) => {
          this.errors.inc({ source });
          this.log.warn({ source, ...describeError(error) }, 'figures are missing from a scrape');
        }),
      ),
    );
    for (const show of this.shows) show(); // after what had to be waited for: all of a scrape is of one moment
    return [await this.registry.metrics(), await watchNode().metrics()].join('\n');
  }
}
