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
import { isTraceparent, newTraceparent, placeOf, traceparentOf } from './traceparent.js';

export interface SpanOptions {
  readonly kind?: 'server' | 'producer' | 'consumer';
  /** The traceparent that it continues; where absent, the span in which it is begun. Null: it begins a trace. */
  readonly under?: string | null | undefined;
  /** References, codes and numbers: no identity, nothing typed, no path of a request. */
  readonly attributes?: Attributes;
  /** A span of perhaps another trace that it belongs to as well. */
  readonly link?: TraceSpan | undefined;
  readonly startedAt?: Date;
}

const kinds = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;
const here = new AsyncLocalStorage<TraceSpan>();
let tracer: Tracer | undefined;

/** From here on the spans of this process are recorded. @returns how to end that */
export const recordSpans = (by: Tracer): (() => void) => {
  tracer = by;
  return () => {
    if (tracer === by) tracer = undefined;
  };
};
export const spansAreRecorded = (): boolean => tracer !== undefined;

/**
 * A piece of work within a trace. Where nothing is recorded it carries the trace on, so that events, answers and log
 * lines name it all the same.
 */
export class TraceSpan {
  private constructor(
    readonly traceparent: string,
    private readonly recorded?: Span,
  ) {}

  static begin(
    name: string,
    { kind, under = here.getStore()?.traceparent, attributes = {}, link, startedAt }: SpanOptions,
  ): TraceSpan {
    const parent = typeof under === 'string' ? placeOf(under) : undefined;
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
        ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: here.getStore()?.traceparent !== under })
        : ROOT_CONTEXT,
    );
    return new TraceSpan(traceparentOf(span.spanContext()), span);
  }

  /** What is not worth a span of its own. */
  static carrying(traceparent: string | null | undefined): TraceSpan {
    return new TraceSpan(isTraceparent(traceparent) ? traceparent : newTraceparent());
  }

  get traceId(): string {
    return this.traceparent.slice(3, 35);
  }
  get spanId(): string {
    return this.traceparent.slice(36, 52);
  }

  /** Whatever the work does or begins, belongs here. */
  within<T>(work: () => T): T {
    return here.run(this, work);
  }
  rename(name: string): void {
    this.recorded?.updateName(name);
  }
  note(attributes: Attributes): void {
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
/** The span that the caller works in. */
export const currentSpan = (): TraceSpan | undefined => here.getStore();

/** Does the work within a span of its own. */
export const inSpan = async <T>(
  name: string,
  options: SpanOptions,
  work: (span: TraceSpan) => Promise<T>,
): Promise<T> => {
  const span = beginSpan(name, options);
  try {
    return await span.within(() => work(span));
  } catch (error) {
    span.fail(reasonOf(error));
    throw error;
  } finally {
    span.end();
  }
};

/** Decides within a span of its own, from which on goes what is told. That a rule refuses is no error of the span. */
export const inDecision = async <T>(
  about: string | null,
  cause: Cause,
  work: (cause: Cause) => Promise<T>,
): Promise<T> => {
  const span = beginSpan('decide', {
    under: cause.traceparent,
    attributes: about === null ? {} : { [complaintAttribute]: about },
  });
  try {
    return await span.within(() => work({ ...cause, traceparent: span.traceparent }));
  } catch (error) {
    span.note({ 'tuntas.undecided': reasonOf(error) });
    throw error;
  } finally {
    span.end();
  }
};

/** Of spans about one complaint: its id, which says nothing without a token. */
export const complaintAttribute = 'tuntas.complaint.id';

/** A short reason for operators: an error's kind and code, never its values. */
export const reasonOf = (error: unknown): string => {
  const { name, code } = error as { name?: string; code?: string };
  return [name ?? 'Error', code].filter(Boolean).join(' ');
};
