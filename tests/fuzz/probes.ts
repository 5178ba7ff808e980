import fc from 'fast-check';
import type { DescribedOperation } from '../kit/operations.js';
import type { MediaTypeObject, OpenApiDocument, ParameterObject } from '../kit/openapi.js';
import { mutated, strangeValue, valueOf } from './values.js';

/** One request, before its ids and access code are chosen. */
export interface Probe {
  readonly caller: {
    readonly kind: 'allowed' | 'any role' | 'nobody' | 'bad token';
    readonly office: string;
    readonly nth: number;
  };
  /**
   * For the path parameters: a complaint on which the act is possible, any existing item, an unknown one, or a
   * malformed id.
   */
  readonly target: {
    readonly kind: 'able' | 'there' | 'unknown' | 'malformed';
    readonly nth: number;
    readonly malformed: string;
  };
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly hasWrongCode: boolean;
  /** Text or bytes, sent unchanged; undefined without a body. */
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
}

const malformedParts = [
  'x',
  '1',
  '%00',
  '%ED%A0%80',
  '%',
  '%E0%A4%A',
  '..%2f..%2fetc',
  '__proto__',
  "'%20OR%201=1",
  'a'.repeat(150),
  'count%2f',
  '0199aaaa-0000-7000-8000-000000000000%20',
  '%F0%9F%9A%A7',
];
const rawBodies = [
  '',
  ' ',
  'null',
  '{',
  '[]',
  '"text"',
  '{"a":1,"a":2}',
  '\ufeff{}',
  '{"a":1e999}',
  '[1,]',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '{"\\u0000":1}',
  '{"constructor":{"prototype":{}}}',
  new Uint8Array([0x7b, 0xff, 0x7d]),
];
const headers: Readonly<Record<string, readonly string[]>> = {
  'accept-language': ['en', 'id', 'en-GB;q=0.1, id;q=x', '*', ';;,', '\u00e9'],
  accept: ['text/html', 'text/csv', 'application/json', 'image/png', '*/*;q=0', ','],
  'if-match': ['"1"', '"2"', 'W/"1"', '*', '2', '"x"', '""', '"99999999999999999999"', '"1", "2"'],
  'idempotency-key': ['k', 'k'.repeat(255), 'k'.repeat(256), '', 'kunci\u00e9', 'the same key', '  '],
  traceparent: ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-00-00-00', 'x'.repeat(1_000)],
  'x-forwarded-for': ['::1, x', "'"],
  range: ['bytes=0-1'],
  'if-none-match': ['"1"', '*'],
};
const contentTypes = [
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'application/json;charset=utf-16',
  'text/plain',
  'application/xml',
  'application/problem+json',
  'x',
  'multipart/form-data',
];

const oneIn = <T>(times: number, rare: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: times - 1 }, { arbitrary: rare, weight: 1 });

/** Generates requests for an operation from the document: valid ones and slightly invalid ones. */
export const probesOf = ({ method, path, entry }: DescribedOperation, document: OpenApiDocument): fc.Arbitrary<Probe> =>
  fc.record({
    caller: fc.record({
      kind: fc.oneof(
        { arbitrary: fc.constant('allowed' as const), weight: 12 },
        { arbitrary: fc.constantFrom('any role' as const, 'nobody' as const, 'bad token' as const), weight: 1 },
      ),
      office: oneIn(6, fc.constantFrom('DISHUB', 'INSPEKTORAT', ''), 'PUPR'),
      nth: fc.nat(20),
    }),
    target: fc.record({
      kind: path.includes('{')
        ? fc.oneof(
            { arbitrary: fc.constant('able' as const), weight: 7 },
            { arbitrary: fc.constant('there' as const), weight: 3 },
            { arbitrary: fc.constantFrom('unknown' as const, 'malformed' as const), weight: 1 },
          )
        : fc.constant('able' as const),
      nth: fc.nat(1_000),
      malformed: fc.constantFrom(...malformedParts),
    }),
    query: queryOf(entry.parameters ?? [], document),
    headers: headersOf(method),
    hasWrongCode: oneIn(15, fc.constant(true), false),
    body:
      method === 'GET'
        ? fc.constant(undefined)
        : bodyOf(entry.requestBody?.content?.['application/json'] ?? { schema: {} }, document),
  });

const headersOf = (method: string): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc
        .array(
          fc.constantFrom(
            ...Object.entries(headers).flatMap(([name, values]) => values.map(value => [name, value] as const)),
          ),
          { maxLength: 2, size: 'max' },
        )
        .filter(chosen => chosen.length < 2 || chosen[0]![0] !== chosen[1]![0]),
      oneIn(4, fc.constant(true), false),
      oneIn(15, fc.constantFrom(...contentTypes), 'application/json'),
    )
    .map(([chosen, any, type]) => ({
      ...(any && Object.fromEntries(chosen)),
      ...(method !== 'GET' && { 'content-type': type }),
    }));

const queryOf = (
  parameters: readonly ParameterObject[],
  document: OpenApiDocument,
): fc.Arbitrary<(readonly [string, string])[]> => {
  const inQuery = parameters.filter(parameter => parameter.in === 'query');
  const oddities: fc.Arbitrary<readonly [string, string]> = fc.oneof(
    fc.tuple(
      fc.constantFrom('unheardOf', '__proto__', 'limit', 'cursor', '', 'id', ...inQuery.map(({ name }) => name)),
      strangeValue.map(shown),
    ),
  );
  const describedBy = (isRequired: boolean) =>
    inQuery
      .filter(({ required = false }) => required === isRequired)
      .map(({ name, schema }) =>
        valueOf(schema, document).map(value => [value].flat().map(each => [name, String(each)] as const)),
      );
  const [needed, optional] = [describedBy(true), describedBy(false)];
  const described = [...needed, ...optional];
  // Required parameters are nearly always present.
  const always =
    needed.length === 0
      ? fc.shuffledSubarray(optional)
      : fc
          .tuple(fc.shuffledSubarray(optional), oneIn<typeof needed>(15, fc.constant([]), needed))
          .map(lists => lists.flat());
  const some: fc.Arbitrary<(readonly [string, string])[]> = always.chain(chosen =>
    fc.tuple(...chosen).map(pairs => pairs.flat()),
  );
  return fc
    .tuple(
      described.length === 0 ? oneIn(20, some, []) : some,
      oneIn(described.length === 0 ? 15 : 3, fc.array(oddities, { minLength: 1, maxLength: 2 }), []),
    )
    .map(([usual, odd]) => [...usual, ...odd]);
};
const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 2_000).replace(/\p{Cs}/gu, '');

const bodyOf = (
  { schema, example }: MediaTypeObject,
  document: OpenApiDocument,
): fc.Arbitrary<string | Uint8Array<ArrayBuffer>> => {
  const described = valueOf(schema, document);
  // Changes one part of the example within the schema. Such bodies are accepted more often than completely arbitrary
  // ones.
  const varied =
    typeof example === 'object' && example !== null
      ? fc.tuple(described, fc.nat(50)).map(([other, nth]) => {
          const keys = Object.keys(other as object);
          const key = keys[nth % Math.max(1, keys.length)];
          return key === undefined ? example : { ...example, [key]: (other as Record<string, unknown>)[key] };
        })
      : described;
  const faulty = fc
    .tuple(
      fc.oneof(fc.constant(example), varied),
      fc.nat(50),
      fc.constantFrom(
        'exchange' as const,
        'exchange' as const,
        'take away' as const,
        'add' as const,
        'poison' as const,
      ),
      strangeValue,
    )
    .map(([value, at, how, by]) => mutated(value, at, how, by));
  return fc.oneof(
    { arbitrary: fc.constant(example).map(toJson), weight: 5 },
    { arbitrary: varied.map(toJson), weight: 6 },
    { arbitrary: described.map(toJson), weight: 3 },
    { arbitrary: faulty.map(toJson), weight: 6 },
    { arbitrary: fc.constantFrom(...rawBodies) as fc.Arbitrary<string | Uint8Array<ArrayBuffer>>, weight: 1 },
  );
};
const toJson = (value: unknown): string => JSON.stringify(value) ?? '';
