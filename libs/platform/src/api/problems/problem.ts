import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { DomainError, type DomainErrorKind } from '@tuntas/kernel';
import { databaseProblem } from './database-problem.js';
import { ownFaultText, requiredText, unknownCodeText } from './fault-texts.js';
import type { Language } from '../locale.js';
import { problemText, type ProblemCode } from './problem-texts.js';

/** One fault of a request: its JSON pointer, its code and a sentence for people. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  /** The permitted API values of an enumeration. `detail` has their labels for people. */
  readonly allowed?: string[];
}

/** The body of every problem response (RFC 9457). Facts of a conflict (`allowedActions`) are further members. */
export const Problem = z
  .looseObject({
    type: z.string().meta({ examples: ['urn:tuntas:problem:request.invalid'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string().describe('The path, without the query'),
    traceId: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string(),
          code: z.string(),
          detail: z.string().describe('For people, in the language of the request'),
          allowed: z.array(z.string()).optional().describe('The permitted values, if the field is an enumeration'),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

interface RefusalOptions {
  /** Further members of the problem. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: (language: Language) => readonly Fault[];
}

/** A refusal by the HTTP layer: syntax, access, size. Domain rules throw `DomainError` instead. */
export class Refusal extends HttpException {
  constructor(
    status: number,
    readonly code: ProblemCode,
    readonly details: RefusalOptions = {},
  ) {
    super(code, status);
  }
}

/** The HTTP meaning of an error. */
export interface Meaning extends RefusalOptions {
  readonly status: number;
  readonly code: string;
  /** The code whose text is used if the catalogue has no text for `code`. */
  readonly fallback: ProblemCode;
  /** Whether the error must be logged. */
  readonly unexpected?: boolean;
}

const kinds: Record<DomainErrorKind, readonly [number, ProblemCode]> = {
  'not-found': [404, 'request.not-found'],
  conflict: [409, 'request.conflict'],
  stale: [412, 'request.stale'],
  invalid: [422, 'request.invalid'],
  forbidden: [403, 'request.forbidden'],
  unavailable: [503, 'service.busy'],
  'too-many': [429, 'request.too-many'],
};

const statuses: Readonly<Record<number, ProblemCode>> = {
  400: 'request.malformed',
  401: 'access.token-required',
  403: 'request.forbidden',
  404: 'request.not-found',
  405: 'request.method',
  406: 'request.not-acceptable',
  408: 'request.too-slow',
  409: 'request.conflict',
  412: 'request.stale',
  413: 'request.too-large',
  414: 'request.path-too-long',
  415: 'request.media-type',
  422: 'request.invalid',
  429: 'request.too-many',
  503: 'service.busy',
};

/** Maps an error of any origin to its HTTP meaning. */
export const meaningOf = (error: unknown): Meaning => {
  if (error instanceof DomainError) {
    const [status, fallback] = kinds[error.kind];
    const { retryAfter = status === 503 ? 5 : undefined, ...facts } = error.facts;
    return {
      status,
      code: error.code,
      fallback,
      facts,
      ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
  if (error instanceof Refusal)
    return { ...error.details, status: error.getStatus(), code: error.code, fallback: error.code };
  const status =
    error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown } | null)?.statusCode);
  if ((status >= 400 && status < 500) || (error instanceof HttpException && status === 503)) {
    const code = statuses[status] ?? 'request.malformed';
    return { status, code, fallback: code };
  }
  return (
    databaseProblem(error) ?? { status: 500, code: 'service.failure', fallback: 'service.failure', unexpected: true }
  );
};

/** The problem document of an error, in the language of the request. */
export const problemOf = (
  meaning: Meaning,
  language: Language,
  request: { readonly path: string; readonly traceId: string },
): Problem => ({
  ...meaning.facts,
  ...(Array.isArray(meaning.facts?.['errors']) && {
    errors: meaning.facts['errors'].map(fault => ruleFault(fault as RuleFault, language)),
  }),
  type: `urn:tuntas:problem:${meaning.code}`,
  ...problemText(meaning.code, meaning.fallback, language, {
    ...meaning.facts,
    traceId: request.traceId,
    minutes: minutesOf(meaning.headers),
  }),
  status: meaning.status,
  code: meaning.code,
  instance: request.path,
  traceId: request.traceId,
  ...(meaning.errors && { errors: [...meaning.errors(language)] }),
});

/** A fault in the facts of a `DomainError`, without a text. */
type RuleFault = { readonly pointer: string } & (
  | { readonly code: 'unknown_code'; readonly table: string; readonly value: string }
  | { readonly code: 'required' | 'category_known' | 'incident_ahead' }
);

const ruleFault = (fault: RuleFault, language: Language): Fault => ({
  pointer: fault.pointer,
  code: fault.code,
  detail:
    fault.code === 'unknown_code'
      ? unknownCodeText(fault.table, fault.value, language)
      : fault.code === 'required'
        ? requiredText(fault.pointer, language)
        : ownFaultText(fault.code, fault.pointer, language),
});

/** `Retry-After` in whole minutes, at least one. */
const minutesOf = (headers: Meaning['headers']): number =>
  Math.max(1, Math.ceil(Number(headers?.['retry-after'] ?? 0) / 60));
