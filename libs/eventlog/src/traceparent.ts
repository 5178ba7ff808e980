import { randomBytes } from 'node:crypto';
import type { SpanContext } from '@opentelemetry/api';

const wellFormed = /^00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})$/;
const sampled = 1;

export const isTraceparent = (text: unknown): text is string => typeof text === 'string' && wellFormed.test(text);

/** Parses a `traceparent` (W3C Trace Context). @returns undefined if it is malformed */
export const spanContextOf = (traceparent: string): SpanContext | undefined => {
  const [, traceId, spanId, flags] = wellFormed.exec(traceparent) ?? [];
  return traceId === undefined
    ? undefined
    : { traceId, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16) & sampled };
};

export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags & sampled ? '01' : '00'}`;

/** Starts a trace that is not recorded. */
export const newTraceparent = (): string =>
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;

/** Reads the traceparent of a serialized envelope. @returns undefined if it is missing or malformed */
export const traceparentIn = (envelope: string): string | undefined => {
  try {
    const { traceparent } = JSON.parse(envelope) as { traceparent?: unknown };
    return isTraceparent(traceparent) ? traceparent : undefined;
  } catch {
    return undefined; // the consumers park an event that cannot be decoded
  }
};
