import { randomUUID } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type ReadableSpan,
  type Sampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import { recordSpans } from '@tuntas/eventlog';
import type { Config } from '../config/config.js';
import { describeError, type Log } from './logging.js';
import type { TracingSettings } from '../config/tracing-settings.js';
import { Tracing } from './tracing.js';

/** Timeout of an export. A batch that is not accepted in time is dropped, because the process must stop within 10 s. */
const exportTimeoutMs = 3_000;
const graceMs = 500;
const stopTimeoutMs = 4_000;
const queuedAtMost = 2_048;
const batchSize = 512;

/** Records spans and exports them by OTLP over HTTP. Only this file depends on the OpenTelemetry SDK. */
export class SpanExport extends Tracing {
  private readonly provider: NodeTracerProvider;
  private readonly queue: ExportQueue;
  private readonly forget: () => void;
  private stopped: Promise<void> | undefined;

  constructor(
    name: string,
    { tracing, deployment, nodeEnv }: { tracing: TracingSettings } & Pick<Config, 'deployment' | 'nodeEnv'>,
    log: Log,
  ) {
    super();
    this.queue = new ExportQueue(tracing, log);
    this.provider = new NodeTracerProvider({
      sampler: samplerOf(tracing),
      spanProcessors: [this.queue],
      resource: defaultResource().merge(
        resourceFromAttributes({
          [ATTR_SERVICE_NAME]: name === deployment ? name : `${deployment}-${name}`,
          'service.namespace': deployment,
          'service.instance.id': randomUUID(),
          'deployment.environment.name': nodeEnv,
          ...tracing.resource,
          ...(tracing.serviceName !== null && { [ATTR_SERVICE_NAME]: tracing.serviceName }),
        }),
      ),
    });
    this.forget = recordSpans(this.provider.getTracer('tuntas'));
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.end());
  }

  private async end(): Promise<void> {
    this.forget();
    await within(stopTimeoutMs, this.provider.shutdown());
    this.queue.close();
  }
}

interface ExportOutcome {
  readonly code: number;
  readonly error?: Error;
}

/** A bounded queue of ended spans. Export errors are logged and never affect the traced code. */
class ExportQueue implements SpanProcessor {
  private readonly agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };
  private readonly exporter: OTLPTraceExporter;
  private readonly batches: BatchSpanProcessor;
  private waiting = 0;
  private lost = 0;
  private isReported = false;

  constructor(
    { url, headers, delayMs }: TracingSettings,
    private readonly log: Log,
  ) {
    this.exporter = new OTLPTraceExporter({
      url,
      headers,
      timeoutMillis: exportTimeoutMs,
      concurrencyLimit: 1 + queuedAtMost / batchSize,
      httpAgentOptions: protocol => this.agents[protocol as 'http:' | 'https:'],
    });
    this.batches = new BatchSpanProcessor(
      { export: (spans, done) => this.send(spans, done), shutdown: () => this.exporter.shutdown() },
      {
        maxQueueSize: queuedAtMost,
        maxExportBatchSize: batchSize,
        scheduledDelayMillis: delayMs,
        exportTimeoutMillis: 2 * exportTimeoutMs,
      },
    );
  }

  onStart(): void {
    /* only ended spans are exported */
  }

  onEnd(span: ReadableSpan): void {
    if (this.waiting >= queuedAtMost) return this.lose(1, new Error('the span queue is full'));
    this.waiting += 1;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }
  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  /** Closes the remaining connections and logs the number of lost spans. */
  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
    if (this.lost + this.waiting > 0) this.log.warn({ lost: this.lost + this.waiting }, 'spans were lost');
  }

  /**
   * Exports one batch, with a timeout of its own, because a receiver may keep a response open by sending single bytes.
   * @param done called once, when the export has ended
   */
  private send(spans: ReadableSpan[], done: (outcome: ExportOutcome) => void): void {
    let isOver = false;
    const over = ({ code, error }: ExportOutcome): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      this.waiting -= spans.length;
      if (code === accepted) this.arrived();
      else this.lose(spans.length, error);
      done({ code: accepted }); // this class logs lost spans itself
    };
    const timer = setTimeout(
      () => over({ code: lost, error: new Error('the receiver timed out') }),
      exportTimeoutMs + graceMs,
    ).unref();
    this.exporter.export(spans, over);
  }

  /** Logs a loss once, until the receiver accepts spans again. */
  private lose(count: number, error = new Error('the receiver did not accept the spans')): void {
    this.lost += count;
    if (this.isReported) return;
    this.isReported = true;
    this.log.warn(describeError(error), 'spans are lost: the receiver does not accept them');
  }

  private arrived(): void {
    if (!this.isReported) return;
    this.log.info({ lost: this.lost }, 'spans are received again');
    this.lost = 0;
    this.isReported = false;
  }
}

const accepted = 0;
const lost = 1;

const samplerOf = ({ sampler, ratio }: TracingSettings): Sampler => {
  const [kind, isParentBased] = sampler.startsWith('parentbased_')
    ? [sampler.slice('parentbased_'.length), true]
    : [sampler, false];
  const root =
    kind === 'always_on'
      ? new AlwaysOnSampler()
      : kind === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return isParentBased ? new ParentBasedSampler({ root }) : root;
};

const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    work.catch(() => undefined),
    new Promise(resolve => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
};
