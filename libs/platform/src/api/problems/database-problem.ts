import { sqlStateOf } from '../../observability/logging.js';
import type { ProblemCode } from './problem-texts.js';

/**
 * SQLSTATEs of a statement that had no effect: statement or lock timeout, serialization failure, deadlock, no
 * connection or resource left, idle timeout, standby.
 */
const notCarriedOut = /^(57014|55P03|40001|40P01|53...|57P03|25P03|25P04|25006)$/;
/** SQLSTATEs of a lost connection. The commit may have happened without its acknowledgement. */
const broken = /^(08...|57P01|57P02|40003)$/;
const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const connectionLost = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'OUTCOME_UNKNOWN']);
/** Errors of the pg driver and of TypeORM without a code. */
const withoutCode: readonly (readonly [RegExp, ProblemCode])[] = [
  [
    /^timeout exceeded when trying to connect|^Cannot use a pool after calling end|^Connection terminated due to connection timeout/,
    'service.busy',
  ],
  // The connection was lost between two statements: the commit was never sent.
  [/^Query runner already released/, 'service.busy'],
  [/^Connection terminated|^Client has encountered a connection error|^Client was closed/, 'service.outcome-unknown'],
];

/** The problem (503) of a database failure that the caller may retry; null for any other error. */
export const databaseProblem = (error: unknown) => {
  const code = codeOf(error);
  return code && { status: 503, code, fallback: code, headers: { 'retry-after': '1' }, unexpected: true };
};

const codeOf = (error: unknown): ProblemCode | null => {
  if (!(error instanceof Error)) return null;
  const state = sqlStateOf(error);
  if (state) return notCarriedOut.test(state) ? 'service.busy' : broken.test(state) ? 'service.outcome-unknown' : null;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  if (neverConnected.has(code)) return 'service.busy';
  if (connectionLost.has(code)) return 'service.outcome-unknown';
  return withoutCode.find(([message]) => message.test(error.message))?.[1] ?? null;
};
