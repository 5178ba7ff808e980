import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const wellFormed = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The caller's `traceparent` (W3C Trace Context); null where there is none or it is not one: it goes into events, so nothing else may. */
export const traceparentOf = ({ traceparent }: IncomingHttpHeaders): string | null =>
  typeof traceparent === 'string' && wellFormed.test(traceparent) ? traceparent : null;

/** The trace that a request belongs to: the caller's, or a new one. 32 hex digits. */
export const traceIdOf = (headers: IncomingHttpHeaders): string => traceparentOf(headers)?.split('-')[1] ?? randomBytes(16).toString('hex');
