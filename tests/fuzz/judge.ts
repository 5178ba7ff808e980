import { ownFaultTexts } from '../../libs/service/src/fault-texts.js';
import type { Answer } from '../kit/city.js';
import type { Contract } from '../kit/contract.js';
import type { DescribedOperation } from '../kit/operations.js';

/** What was asked, as far as the document says something of it. */
export interface Asked {
  /**
   * False where the request does not belong to the operation: another path, a strange header, nobody who may call it.
   */
  readonly isOurs: boolean;
  readonly query: readonly (readonly [string, string])[];
  /** Undefined where there is none, or none that can be read as JSON. */
  readonly body: unknown;
}

/** A stack, SQL, or the name of a thing inside. */
const inside =
  /\n\s+at |node_modules|\.(ts|js):\d|SELECT |INSERT |UPDATE |syntax error|violates|pg_|\b(TypeError|RangeError|SyntaxError|ZodError|QueryFailedError)\b/;
const unstorable = /[\0\p{Cs}]/u;
/** Rules that no schema says: what they refuse is not malformed. */
const beyondSchemas = new Set(['custom', ...Object.keys(ownFaultTexts)]);

/** Everything in which an answer is not as the document says. */
export const faultsOf = (contract: Contract, operation: DescribedOperation, asked: Asked, answer: Answer): string[] => {
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
  for (const [name, { required }] of Object.entries<any>(described.headers ?? {}))
    if (required && !answer.headers.has(name)) faults.push(`answers ${status} without ${name}`);
  if (answer.status >= 400) faults.push(...faultsOfRefusal(answer, type));
  if (type === 'application/problem+json' && !described['x-codes']?.includes(answer.body.code))
    faults.push(`answers ${status} with the code ${answer.body.code}, which is not declared`);
  if (asked.isOurs) faults.push(...disagreements(contract, operation, asked, answer));
  return faults;
};

const faultsOfRefusal = ({ status, text, body }: Answer, type: string): string[] => [
  ...(type === 'application/problem+json' &&
  'code' in body &&
  (body.type !== `urn:tuntas:problem:${body.code}` || body.status !== status)
    ? [`answers ${status} with a problem of another kind: ${body.type} ${body.status}`]
    : []),
  ...(inside.test(text) ? [`answers ${status} and tells what is inside`] : []),
  ...(text.length > 64_000 ? [`answers ${status} at great length`] : []),
];

/** Where the door takes what the document does not describe, or refuses what it does. */
const disagreements = (
  contract: Contract,
  operation: DescribedOperation,
  { query, body }: Asked,
  { status, body: said }: Answer,
): string[] => {
  if ([401, 403, 429, 503].includes(status)) return [];
  const faults: string[] = [];
  const queryFaults = faultsOfQuery(contract, operation, query);
  if (queryFaults.length > 0 && status !== 400 && status !== 422)
    faults.push(`took a query that is not as described: ${queryFaults[0]}`);
  const isOpen = ([name, text]: readonly [string, string]): boolean =>
    name === 'cursor' || unstorable.test(text) || !operation.entry.parameters?.some((each: any) => each.name === name);
  if (queryFaults.length === 0 && status === 400 && operation.method === 'GET' && !query.some(isOpen))
    faults.push(`refused a query that is as described: ${JSON.stringify(said.errors?.[0] ?? said.code)}`);
  if (operation.method === 'GET' || body === undefined) return faults;
  const bodyFaults = contract.bodyFaults(operation, body);
  if (bodyFaults.length > 0 && status !== 400 && status !== 422)
    faults.push(`took a body that is not as described (${status}): ${bodyFaults[0]}`);
  if (
    bodyFaults.length === 0 &&
    status === 422 &&
    said.code === 'request.invalid' &&
    !said.errors?.every(({ code }: any) => code === 'character' || beyondSchemas.has(code))
  )
    faults.push(`refused a body that is as described: ${JSON.stringify(said.errors?.[0])}`);
  return faults;
};

const faultsOfQuery = (contract: Contract, operation: DescribedOperation, query: Asked['query']): string[] => {
  const parameters: readonly any[] = operation.entry.parameters ?? [];
  const missing = parameters.filter(
    ({ in: place, name, required }) => place === 'query' && required && !query.some(([given]) => given === name),
  );
  return [
    ...missing.map(({ name }) => `${name} is missing`),
    ...[...new Set(query.map(([name]) => name))].flatMap(name => {
      const place = parameters.findIndex(parameter => parameter.in === 'query' && parameter.name === name);
      if (place < 0) return parameters.some(parameter => parameter.in === 'query') ? [`nothing is called ${name}`] : [];
      const { schema } = parameters[place];
      const [given, isList] = [
        query.filter(([each]) => each === name).map(([, text]) => text),
        schema.type === 'array',
      ];
      if (!isList && given.length > 1) return [`${name} comes twice`];
      const values = given.map(text => read(text, isList ? schema.items : schema));
      return contract.parameterFaults(operation, place, isList ? values : values[0]).map(fault => `${name} ${fault}`);
    }),
  ];
};
/** The text of a parameter as its schema would have it. */
const read = (text: string, { type }: any): unknown => {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return (type === 'integer' || type === 'number') && /^-?\d+$/.test(text) ? Number(text) : text;
};
