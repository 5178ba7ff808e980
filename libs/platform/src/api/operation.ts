import { applyDecorators, HttpCode, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Policy } from './access.js';
import { headerOf, linesOf, tableOf, type Rows } from './csv.js';
import { AsTable, csvProfileDescription, csvDescription, ListsAsCsv } from './lists-as-csv.js';
import { refusalsOf, type CodesByStatus } from './problems/problem-codes.js';
import { roleLabels } from './role-labels.js';
import { SendStoredResponse } from './send-response.js';

interface RequestHeader {
  readonly name: string;
  readonly description: string;
  readonly pattern?: string;
}
const requestHeaders = {
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    description:
      'A retry with the same key and body returns the stored response. Use a new key for each act, such as `5f0c3b9e-lodge-1`; 1 to 255 printable characters.',
    pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?$',
  },
  'If-Match': {
    name: 'If-Match',
    description: 'The version that the caller expects; 412 if it is stale. In quotation marks, as in ETag: `"7"`.',
    pattern: '^(\\*|(W/)?"\\d{1,15}(-[\\w-]{1,64})?")$',
  },
  'If-None-Match': {
    name: 'If-None-Match',
    description:
      'The ETag of a cached response; 304 if nothing has changed except values that depend on the current time.',
  },
  'X-Access-Code': { name: 'X-Access-Code', description: 'The access code on the receipt, such as `K7QF-2M9P`.' },
} as const satisfies Record<string, RequestHeader>;

export interface OperationOptions {
  /** The operationId, unique in the whole system. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag?: string;
  readonly roles: Policy;
  /** The status of success; default 200. */
  readonly status?: number;
  /** The schema of the response body. */
  readonly answer?: z.ZodType;
  /** The schema of a 503 response that is no problem document. */
  readonly unavailable?: z.ZodType;
  /**
   * Further media types of the response, such as text/html. Lists are available as text/csv without being named here.
   */
  readonly mediaTypes?: readonly string[];
  /** The rows for text/csv, if the response is not a list with `items`. */
  readonly rows?: Rows;
  /** Statuses of refusals; 401, 403 and 503 are added automatically. */
  readonly problems: readonly number[];
  /** Problem codes of the domain; those of token, headers and body are added automatically. */
  readonly codes?: CodesByStatus;
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
  readonly headers?: readonly (keyof typeof requestHeaders)[];
  /** Descriptions of response headers, by name. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Whether the operation supports If-None-Match with 304. Default: lists do. */
  readonly revalidates?: boolean;
}

const problemMeanings: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'No valid token',
  403: 'The role does not permit it',
  404: 'Not found, or outside the reach of the caller',
  406: 'Not available in an accepted media type',
  409: 'Conflict with the current state',
  412: 'Stale version',
  413: 'Body larger than 1 MB',
  415: 'Body is not application/json',
  422: 'Invalid content',
  429: 'Too many attempts; see Retry-After',
  503: 'Busy, or the outcome is unknown; see Retry-After',
};

const retryAfter = {
  'Retry-After': {
    description: 'Seconds to wait before a retry',
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
        ? 'anybody with the ticket and its access code; no token'
        : 'anybody, without a token'
      : roles === 'anyone-with-token'
        ? 'anybody with a token'
        : roles.map(role => `${roleLabels[role].en} (\`${role}\`)`).join(', ')
  }.`;

/**
 * Declares an operation: its access policy and its OpenAPI description. Every route must have this decorator. An
 * operation with `Idempotency-Key` returns its stored response.
 */
export const Operation = (options: OperationOptions): MethodDecorator => {
  const { roles, status = 200, answer, example } = options;
  const guarded = roles === 'public' ? [] : roles === 'anyone-with-token' ? [401] : [401, 403];
  const problems = [...new Set([...options.problems, ...guarded, 503])].sort((a, b) => a - b);
  const codes = refusalsOf(options);
  const table = tableOf(answer, options.rows);
  const text = [
    ...(options.description ? [options.description] : []),
    ...(table?.isPaged ? [csvDescription] : []),
    ...(table ? [csvProfileDescription] : []),
  ].join(' ');
  const description = [...(text ? [text] : []), whoMayCall(options)].join('\n\n');
  const alsoAs = {
    ...Object.fromEntries((options.mediaTypes ?? []).map(type => [type, {}])),
    ...(table && {
      'text/csv':
        example?.answer === undefined
          ? {}
          : { example: headerOf(table) + linesOf(table, table.rowsOf(example.answer as object)) },
    }),
  };
  const revalidates = options.revalidates ?? table !== null;
  const answerHeaders = {
    ...(revalidates && { ETag: 'Entity tag for If-None-Match' }),
    ...options.answerHeaders,
    ...(table?.isPaged && { Link: 'The next page, with `rel="next"`; absent on the last page' }),
    ...(table && { 'Content-Disposition': 'The file name; text/csv only' }),
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
          Object.entries(answerHeaders).map(([name, meaning]) => [
            name,
            { description: meaning, schema: { type: 'string' as const } },
          ]),
        ),
      }),
    }),
    ...(revalidates
      ? [ApiResponse({ status: 304, description: 'Not modified: If-None-Match has the current ETag' })]
      : []),
    ApiExtension('x-also-as', alsoAs),
    ApiExtension('x-refusals', codes),
    ...(table ? [AsTable(table), UseInterceptors(ListsAsCsv)] : []),
    ...(options.headers?.includes('Idempotency-Key') ? [UseInterceptors(SendStoredResponse)] : []),
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
