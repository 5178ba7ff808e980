import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { Cause } from '@tuntas/contracts';
import { isTraceparent, newTraceparent, spanContextOf, traceparentOf } from './traceparent.js';

export interface SpanOptions {
  readonly kind?: 'server' | 'producer' | 'consumer';
  /** The traceparent of the parent. Absent: the active span is the parent. Null: the span starts a new trace. */
  readonly parent?: string | null | undefined;
  /** References, codes and numbers only; no identity, no text typed by a person, no request path. */
  readonly attributes?: Attributes;
  /** A related span, possibly of another trace. */
  readonly link?: TraceSpan | undefined;
  readonly startedAt?: Date;
}

const kinds = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;
const activeSpan = new AsyncLocalStorage<TraceSpan>();
let tracer: Tracer | undefined;

/** Records the spans of this process from now on. @returns a function that stops the recording */
export const recordSpans = (by: Tracer): (() => void) => {
  tracer = by;
  return () => {
    if (tracer === by) tracer = undefined;
  };
};
export const spansAreRecorded = (): boolean => tracer !== undefined;

/**
 * A unit of work within a trace. Without a tracer it still propagates the trace context, so that events, responses and
 * log lines carry the trace id.
 */
export class TraceSpan {
  private constructor(
    readonly traceparent: string,
    private readonly recorded?: Span,
  ) {}

  static begin(
    name: string,
    { kind, parent: under = activeSpan.getStore()?.traceparent, attributes = {}, link, startedAt }: SpanOptions,
  ): TraceSpan {
    const parent = typeof under === 'string' ? spanContextOf(under) : undefined;
    if (!tracer) return TraceSpan.carrying(parent && under);
    const span = tracer.startSpan(
      name,
      {
        kind: kind ? kinds[kind] : SpanKind.INTERNAL,
        attributes,
        ...(startedAt && { startTime: startedAt }),
        ...(link?.recorded && { links: [{ context: link.recorded.spanContext() }] }),
      },
      parent
        ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: activeSpan.getStore()?.traceparent !== under })
        : ROOT_CONTEXT,
    );
    return new TraceSpan(traceparentOf(span.spanContext()), span);
  }

  /** Carries a trace context without recording a span. */
  static carrying(traceparent: string | null | undefined): TraceSpan {
    return new TraceSpan(isTraceparent(traceparent) ? traceparent : newTraceparent());
  }

  get traceId(): string {
    return this.traceparent.slice(3, 35);
  }
  get spanId(): string {
    return this.traceparent.slice(36, 52);
  }

  /** Runs the work with this span as the active span. */
  run<T>(work: () => T): T {
    return activeSpan.run(this, work);
  }
  rename(name: string): void {
    this.recorded?.updateName(name);
  }
  setAttributes(attributes: Attributes): void {
    this.recorded?.setAttributes(attributes);
  }
  fail(reason: string): void {
    this.recorded?.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', reason);
  }
  end(): void {
    this.recorded?.end();
  }
}

export const beginSpan = (name: string, options: SpanOptions = {}): TraceSpan => TraceSpan.begin(name, options);
/** The active span of the caller. */
export const currentSpan = (): TraceSpan | undefined => activeSpan.getStore();

/** Runs the work in a new span. @throws the error of the work, after marking the span as failed */
export const inSpan = async <T>(
  name: string,
  options: SpanOptions,
  work: (span: TraceSpan) => Promise<T>,
): Promise<T> => {
  const span = beginSpan(name, options);
  try {
    return await span.run(() => work(span));
  } catch (error) {
    span.fail(reasonOf(error));
    throw error;
  } finally {
    span.end();
  }
};

/**
 * Runs a decision in a new span. The published events continue the trace from this span. A refusal by a business rule
 * does not mark the span as failed.
 */
export const inDecision = async <T>(
  about: string | null,
  cause: Cause,
  work: (cause: Cause) => Promise<T>,
): Promise<T> => {
  const span = beginSpan('decide', {
    parent: cause.traceparent,
    attributes: about === null ? {} : { [complaintAttribute]: about },
  });
  try {
    return await span.run(() => work({ ...cause, traceparent: span.traceparent }));
  } catch (error) {
    span.setAttributes({ 'tuntas.undecided': reasonOf(error) });
    throw error;
  } finally {
    span.end();
  }
};

/** Span attribute with the id of the complaint. The id gives no access without a token. */
export const complaintAttribute = 'tuntas.complaint.id';

/** A short reason for operators: name and code of the error, never its values. */
export const reasonOf = (error: unknown): string => {
  const { name, code } = error as { name?: string; code?: string };
  return [name ?? 'Error', code].filter(Boolean).join(' ');
};
