import { applyDecorators, HttpCode, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Policy } from './access.js';
import { headerOf, linesOf, tableOf, type Rows } from './csv.js';
import { AsTable, csvForPeople, csvIsWhole, ListsAsCsv } from './lists-as-csv.js';
import { refusalsOf, type CodesByStatus } from './problem-codes.js';
import { roleLabels } from './role-labels.js';

interface RequestHeader {
  readonly name: string;
  readonly description: string;
  readonly pattern?: string;
}
const requestHeaders = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    description:
      'Same key and body: the same answer again. A new one for each thing that is to happen, such as `5f0c3b9e-lodge-1`; 1 to 255 printable characters.',
    pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?$',
  },
  'If-Match': {
    name: 'If-Match',
    description:
      'The version that the caller has seen; 412 when it is stale. In quotation marks, as ETag gives it: `"7"`.',
    pattern: '^(\\*|(W/)?"\\d{1,15}(-[\\w-]{1,64})?")$',
  },
  'If-None-Match': {
    name: 'If-None-Match',
    description:
      'The ETag of an answer that the caller still has; 304 when nothing has changed since but the time that remains.',
  },
  'X-Access-Code': { name: 'X-Access-Code', description: 'The access code of the receipt, such as `K7QF-2M9P`.' },
} as const satisfies Record<string, RequestHeader>;

export interface OperationOptions {
  /** The operationId, unique in the whole system. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag?: string;
  readonly roles: Policy;
  /** Of success; 200 unless told. */
  readonly status?: number;
  readonly answer?: z.ZodType;
  /** What 503 says, where that is no problem. */
  readonly unavailable?: z.ZodType;
  /**
   * Media types of the answer besides JSON, such as text/html; a list is to be had as text/csv without being named
   * here.
   */
  readonly alsoAs?: readonly string[];
  /** What of the answer is to be had as text/csv, where that is not a list of `items`. */
  readonly rows?: Rows;
  /** Statuses of refusals; 401, 403, and 503 need not be named. */
  readonly problems: readonly number[];
  /** Codes of the domain's refusals; those that follow from token, headers and body need not be named. */
  readonly codes?: CodesByStatus;
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  readonly headers?: readonly (keyof typeof requestHeaders)[];
  /** Of the answer, by name: what it says. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Whether a caller who has the answer already is told so by 304. Every list does. */
  readonly revalidates?: boolean;
}

const problemMeanings: Readonly<Record<number, string>> = {
  400: 'Malformed',
  401: 'No valid token',
  403: 'The role does not allow it',
  404: 'Not found, or not yours to see',
  406: 'Not available in that form',
  409: 'Conflict with the state',
  412: 'Stale version',
  413: 'Larger than 1 MB',
  415: 'Not application/json',
  422: 'Invalid',
  429: 'Too many attempts; see Retry-After',
  503: 'Busy, or the outcome is unknown; see Retry-After',
};

const retryAfter = {
  'Retry-After': {
    description: 'After how many seconds to come again',
    required: true,
    schema: { type: 'string' as const },
  },
};
const headersOf = (problem: number) =>
  problem === 401
    ? { 'WWW-Authenticate': { description: 'Bearer', required: true, schema: { type: 'string' as const } } }
    : [429, 503].includes(problem)
      ? retryAfter
      : {};

const whoMayCall = ({ roles, headers = [] }: OperationOptions): string =>
  `**Who may call it:** ${
    roles === 'public'
      ? headers.includes('X-Access-Code')
        ? 'whoever has the ticket and its access code; no token'
        : 'anybody, without a token'
      : roles === 'anyone-with-token'
        ? 'anybody with a token'
        : roles.map(role => `${roleLabels[role].en} (\`${role}\`)`).join(', ')
  }.`;

/** Declares one operation: who may call it, and its page in the OpenAPI document. Every route must have one. */
export const Operation = (options: OperationOptions): MethodDecorator => {
  const { roles, status = 200, answer, example } = options;
  const guarded = roles === 'public' ? [] : roles === 'anyone-with-token' ? [401] : [401, 403];
  const problems = [...new Set([...options.problems, ...guarded, 503])].sort((a, b) => a - b);
  const codes = refusalsOf(options);
  const table = tableOf(answer, options.rows);
  const said = [
    ...(options.description ? [options.description] : []),
    ...(table?.isPaged ? [csvIsWhole] : []),
    ...(table ? [csvForPeople] : []),
  ].join(' ');
  const description = [...(said ? [said] : []), whoMayCall(options)].join('\n\n');
  const alsoAs = {
    ...Object.fromEntries((options.alsoAs ?? []).map(type => [type, {}])),
    ...(table && {
      'text/csv':
        example?.answer === undefined
          ? {}
          : { example: headerOf(table) + linesOf(table, table.rowsOf(example.answer as object)) },
    }),
  };
  const revalidates = options.revalidates ?? table !== null;
  const answerHeaders = {
    ...(revalidates && { ETag: 'For If-None-Match' }),
    ...options.answerHeaders,
    ...(table?.isPaged && { Link: 'The next page, with `rel="next"`, where there is one' }),
    ...(table && { 'Content-Disposition': 'Of text/csv: the name of the file' }),
  };
  return applyDecorators(
    RouteConfig({ policy: roles, revalidates }),
    HttpCode(status),
    ApiOperation({ operationId: options.id, summary: options.summary, description }),
    ApiExtension('x-roles', roles),
    ...(options.tag ? [ApiTags(options.tag)] : []),
    ...[...(options.headers ?? []), ...(revalidates ? ['If-None-Match' as const] : [])].map(name => {
      const { pattern, ...header }: RequestHeader = requestHeaders[name];
      return ApiHeader({ ...header, required: false, schema: { type: 'string', ...(pattern && { pattern }) } });
    }),
    ...(example?.body === undefined ? [] : [ApiExtension('x-body-example', example.body)]),
    ApiResponse({
      status,
      description: 'Done',
      ...(answer && { standardSchema: answer }),
      ...(answer && example?.answer !== undefined && { example: example.answer }),
      ...(Object.keys(answerHeaders).length > 0 && {
        headers: Object.fromEntries(
          Object.entries(answerHeaders).map(([name, said]) => [
            name,
            { description: said, schema: { type: 'string' as const } },
          ]),
        ),
      }),
    }),
    ...(revalidates
      ? [ApiResponse({ status: 304, description: 'The caller has it already: If-None-Match names its ETag' })]
      : []),
    ApiExtension('x-also-as', alsoAs),
    ApiExtension('x-refusals', codes),
    ...(table ? [AsTable(table), UseInterceptors(ListsAsCsv)] : []),
    ...problems.map(problem =>
      problem === 503 && options.unavailable
        ? ApiResponse({ status: 503, description: 'Not ready', standardSchema: options.unavailable })
        : ApiResponse({
            status: problem,
            description: [
              problemMeanings[problem] ?? 'Refused',
              (codes[problem] ?? []).map(code => `\`${code}\``).join(', '),
            ]
              .filter(Boolean)
              .join(': '),
            headers: headersOf(problem),
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          }),
    ),
  );
};
