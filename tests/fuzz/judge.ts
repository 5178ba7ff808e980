import { ownFaultTexts } from '../../libs/platform/src/api/problems/fault-texts.js';
import type { TestResponse } from '../kit/city.js';
import type { Contract } from '../kit/contract.js';
import type { SchemaObject } from '../kit/openapi.js';
import type { DescribedOperation } from '../kit/operations.js';

/** The request, as far as the document describes it. */
export interface SentRequest {
  /**
   * False if the request does not belong to the operation: another path, an unusual header, or a caller without
   * permission.
   */
  readonly isOurs: boolean;
  readonly query: readonly (readonly [string, string])[];
  /** Undefined if the body is missing or not valid JSON. */
  readonly body: unknown;
}

/** Internal details: a stack trace, SQL, or an internal name. */
const internals =
  /\n\s+at |node_modules|\.(ts|js):\d|SELECT |INSERT |UPDATE |syntax error|violates|pg_|\b(TypeError|RangeError|SyntaxError|ZodError|QueryFailedError)\b/;
const unstorable = /[\0\p{Cs}]/u;
/** Rules that schemas cannot express; a violation of them is not a malformed request. */
const beyondSchemas = new Set(['custom', ...Object.keys(ownFaultTexts)]);

/** Lists all differences between a response and the document. */
export const faultsOf = (
  contract: Contract,
  operation: DescribedOperation,
  sent: SentRequest,
  answer: TestResponse,
): string[] => {
  const faults: string[] = [];
  const [status, type] = [String(answer.status), (answer.headers.get('content-type') ?? 'none').split(';')[0]!];
  const described = operation.entry.responses[status];
  if (!described || (answer.status >= 500 && answer.status !== 503))
    return [`answers ${status}, which is not described`];
  if (answer.status === 304) return answer.text === '' ? [] : ['answers 304 with a body'];
  if (!described.content?.[type]) return [`answers ${status} as ${type}, which is not described`];
  if (type.endsWith('json'))
    faults.push(
      ...contract
        .answerFaults(operation, status, type, answer.body)
        .map(fault => `answers ${status} with ${fault.replace(/\/\d+/g, '/n')}`),
    );
  for (const [name, { required }] of Object.entries(described.headers ?? {}))
    if (required && !answer.headers.has(name)) faults.push(`answers ${status} without ${name}`);
  if (answer.status >= 400) faults.push(...faultsOfRefusal(answer, type));
  if (type === 'application/problem+json' && !described['x-codes']?.includes(answer.problem.code))
    faults.push(`answers ${status} with the code ${answer.problem.code}, which is not declared`);
  if (sent.isOurs) faults.push(...disagreements(contract, operation, sent, answer));
  return faults;
};

const faultsOfRefusal = ({ status, text, problem }: TestResponse, type: string): string[] => [
  ...(type === 'application/problem+json' &&
  'code' in problem &&
  (problem.type !== `urn:tuntas:problem:${problem.code}` || problem.status !== status)
    ? [`answers ${status} with a problem of another kind: ${problem.type} ${problem.status}`]
    : []),
  ...(internals.test(text) ? [`answers ${status} with internal details`] : []),
  ...(text.length > 64_000 ? [`answers ${status} with a very long body`] : []),
];

/** Lists requests that the API accepted against the document, or refused in spite of it. */
const disagreements = (
  contract: Contract,
  operation: DescribedOperation,
  { query, body }: SentRequest,
  { status, problem }: TestResponse,
): string[] => {
  if ([401, 403, 429, 503].includes(status)) return [];
  const faults: string[] = [];
  const queryFaults = faultsOfQuery(contract, operation, query);
  if (queryFaults.length > 0 && status !== 400 && status !== 422)
    faults.push(`accepted an invalid query: ${queryFaults[0]}`);
  const isOpen = ([name, text]: readonly [string, string]): boolean =>
    name === 'cursor' || unstorable.test(text) || !operation.entry.parameters?.some(each => each.name === name);
  if (queryFaults.length === 0 && status === 400 && operation.method === 'GET' && !query.some(isOpen))
    faults.push(`refused a valid query: ${JSON.stringify(problem.errors?.[0] ?? problem.code)}`);
  if (operation.method === 'GET' || body === undefined) return faults;
  const bodyFaults = contract.bodyFaults(operation, body);
  if (bodyFaults.length > 0 && status !== 400 && status !== 422)
    faults.push(`accepted an invalid body (${status}): ${bodyFaults[0]}`);
  if (
    bodyFaults.length === 0 &&
    status === 422 &&
    problem.code === 'request.invalid' &&
    !problem.errors?.every(({ code }) => code === 'character' || beyondSchemas.has(code))
  )
    faults.push(`refused a valid body: ${JSON.stringify(problem.errors?.[0])}`);
  return faults;
};

const faultsOfQuery = (contract: Contract, operation: DescribedOperation, query: SentRequest['query']): string[] => {
  const parameters = operation.entry.parameters ?? [];
  const missing = parameters.filter(
    ({ in: place, name, required }) => place === 'query' && required && !query.some(([given]) => given === name),
  );
  return [
    ...missing.map(({ name }) => `${name} is missing`),
    ...[...new Set(query.map(([name]) => name))].flatMap(name => {
      const place = parameters.findIndex(parameter => parameter.in === 'query' && parameter.name === name);
      if (place < 0) return parameters.some(parameter => parameter.in === 'query') ? [`unknown parameter ${name}`] : [];
      const { schema } = parameters[place]!;
      const [given, isList] = [
        query.filter(([each]) => each === name).map(([, text]) => text),
        schema.type === 'array',
      ];
      if (!isList && given.length > 1) return [`${name} occurs twice`];
      const values = given.map(text => typed(text, isList ? schema.items! : schema));
      return contract.parameterFaults(operation, place, isList ? values : values[0]).map(fault => `${name} ${fault}`);
    }),
  ];
};
/** Converts the text of a parameter to the type of its schema. */
const typed = (text: string, { type }: SchemaObject): unknown => {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return (type === 'integer' || type === 'number') && /^-?\d+$/.test(text) ? Number(text) : text;
};
