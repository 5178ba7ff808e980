import type { Policy } from '../access.js';
import type { ProblemCode } from './problem-texts.js';
import type { RuleCode } from './rule-texts.js';

/** Problem codes by HTTP status. */
export type CodesByStatus = Readonly<Record<number, readonly (ProblemCode | RuleCode)[]>>;

interface Refusable {
  readonly roles: Policy;
  readonly problems: readonly number[];
  readonly headers?: readonly string[];
  readonly codes?: CodesByStatus;
}

/**
 * All problem codes of an operation: those that follow from its token, headers and body, and the domain codes that it
 * declares.
 */
export const refusalsOf = ({ roles, problems, headers = [], codes = {} }: Refusable): CodesByStatus => {
  const codesIf = (holds: boolean, ...these: ProblemCode[] | RuleCode[]) => (holds ? these : []);
  const [hasBody, hasKey] = [problems.includes(415), headers.includes('Idempotency-Key')];
  const usual: CodesByStatus = {
    // Every operation parses these two headers, also if it does not use them.
    400: [
      'request.malformed',
      ...codesIf(hasBody, 'request.malformed-json', 'request.too-deep', 'request.forbidden-key'),
      'request.idempotency-key',
      'request.if-match',
    ],
    401: ['access.token-required', 'access.token-invalid'],
    403: ['access.role-required'],
    406: ['request.not-acceptable'],
    408: ['request.too-slow'],
    409: codesIf(hasKey, 'idempotency.still-running'),
    413: ['request.too-large'],
    414: ['request.path-too-long'],
    415: ['request.media-type'],
    422: [...codesIf(hasBody, 'request.invalid'), ...codesIf(hasKey, 'idempotency.other-body')],
    429: ['request.too-many'],
    503: [
      'service.busy',
      'service.outcome-unknown',
      ...codesIf(roles !== 'public', 'access.issuer-unavailable'),
      ...codesIf(hasBody, 'clock.behind'),
    ],
  };
  const statuses = new Set([...Object.keys(usual), ...Object.keys(codes)].map(Number));
  return Object.fromEntries(
    [...statuses].map(status => [status, [...new Set([...(usual[status] ?? []), ...(codes[status] ?? [])])]]),
  );
};
