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
import type { Config } from './config.js';
import { describeError, type Log } from './logging.js';
import type { TracingSettings } from './tracing-settings.js';
import { Tracing } from './tracing.js';

/** What nobody takes within this time is dropped: the process ends in ten seconds, whoever listens. */
const sendWithinMs = 3_000;
const graceMs = 500;
const stopWithinMs = 4_000;
const waitingAtMost = 2_048;
const sentAtOnce = 512;

/** Records spans and sends them by OTLP over HTTP; the only file that knows the SDK. */
export class SpanExport extends Tracing {
  private readonly provider: NodeTracerProvider;
  private readonly post: Post;
  private readonly forget: () => void;
  private stopped: Promise<void> | undefined;

  constructor(
    name: string,
    { tracing, deployment, nodeEnv }: { tracing: TracingSettings } & Pick<Config, 'deployment' | 'nodeEnv'>,
    log: Log,
  ) {
    super();
    this.post = new Post(tracing, log);
    this.provider = new NodeTracerProvider({
      sampler: samplerOf(tracing),
      spanProcessors: [this.post],
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
    await within(stopWithinMs, this.provider.shutdown());
    this.post.close();
  }
}

interface ExportOutcome {
  readonly code: number;
  readonly error?: Error;
}

/** The spans that wait to be sent: never more than so many, and what becomes of them never reaches those who work. */
class Post implements SpanProcessor {
  private readonly agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  };
  private readonly exporter: OTLPTraceExporter;
  private readonly batches: BatchSpanProcessor;
  private waiting = 0;
  private lost = 0;
  private isTold = false;

  constructor(
    { url, headers, delayMs }: TracingSettings,
    private readonly log: Log,
  ) {
    this.exporter = new OTLPTraceExporter({
      url,
      headers,
      timeoutMillis: sendWithinMs,
      concurrencyLimit: 1 + waitingAtMost / sentAtOnce,
      httpAgentOptions: protocol => this.agents[protocol as 'http:' | 'https:'],
    });
    this.batches = new BatchSpanProcessor(
      { export: (spans, done) => this.send(spans, done), shutdown: () => this.exporter.shutdown() },
      {
        maxQueueSize: waitingAtMost,
        maxExportBatchSize: sentAtOnce,
        scheduledDelayMillis: delayMs,
        exportTimeoutMillis: 2 * sendWithinMs,
      },
    );
  }

  onStart(): void {
    /* a span is of interest once it has ended */
  }

  onEnd(span: ReadableSpan): void {
    if (this.waiting >= waitingAtMost) return this.lose(1, new Error('more spans wait than are kept'));
    this.waiting += 1;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }
  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  /** Ends the connections that are left. */
  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
    if (this.lost + this.waiting > 0) this.log.warn({ lost: this.lost + this.waiting }, 'spans were lost');
  }

  /** @param done hears that it is over, once; a receiver may let a few bytes drip for ever */
  private send(spans: ReadableSpan[], done: (outcome: ExportOutcome) => void): void {
    let isOver = false;
    const over = ({ code, error }: ExportOutcome): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timeoutMs);
      this.waiting -= spans.length;
      if (code === taken) this.arrived();
      else this.lose(spans.length, error);
      done({ code: taken }); // what was lost is told here
    };
    const timeoutMs = setTimeout(
      () => over({ code: lost, error: new Error('the receiver took too long') }),
      sendWithinMs + graceMs,
    ).unref();
    this.exporter.export(spans, over);
  }

  /** Told once, until spans arrive again. */
  private lose(count: number, error = new Error('they were not taken')): void {
    this.lost += count;
    if (this.isTold) return;
    this.isTold = true;
    this.log.warn(describeError(error), 'spans are lost: their receiver does not take them');
  }

  private arrived(): void {
    if (!this.isTold) return;
    this.log.info({ lost: this.lost }, 'spans are received again');
    this.lost = 0;
    this.isTold = false;
  }
}

const taken = 0;
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
