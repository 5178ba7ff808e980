import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fieldLabels } from '../../libs/platform/src/api/problems/field-labels.js';
import type { Fault } from '../../libs/platform/src/api/problems/problem.js';
import { faultsOf } from '../../libs/platform/src/api/schema-pipe.js';

const root = join(__dirname, '../..');
const controllers = ['apps', 'libs'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(path => /^[^/]+\/src\/.*\.controllers?\.ts$/.test(path))
    .map(path => join(root, folder, path)),
);

/** Lists the schemas that validate requests, each with its operation. */
const schemasOf = (exported: unknown): (readonly [string, z.core.$ZodType])[] => {
  if (typeof exported !== 'function' || !exported.prototype) return [];
  return Object.getOwnPropertyNames(exported.prototype).flatMap(method =>
    Object.values(
      (Reflect.getMetadata('__routeArguments__', exported, method) ?? {}) as Record<string, { schema?: unknown }>,
    ).flatMap(({ schema }) =>
      schema instanceof z.core.$ZodType ? [[`${exported.name}.${method}`, schema] as const] : [],
    ),
  );
};

/** The parts of a JSON schema that zod writes for requests. */
interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly const?: unknown;
}
const bad: readonly unknown[] = [
  null,
  '',
  ' ',
  '\u200b',
  'x',
  'some_raw_word',
  'x'.repeat(20_000),
  -1,
  0,
  1.5,
  1e12,
  1e300,
  true,
  false,
  [],
  ['some_raw_word'],
  {},
  { some_raw_key: 1 },
];

/** Generates values in which each field of the schema is invalid or missing. */
const faulty = (schema: JsonSchema, all: JsonSchema): unknown[] => {
  if (schema.$ref) return faulty(all.$defs![schema.$ref.split('/').at(-1)!]!, all);
  const branches = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  const properties = Object.entries(schema.properties ?? {});
  const fixed = Object.fromEntries(
    properties.filter(([, { const: only }]) => only !== undefined).map(([name, { const: only }]) => [name, only]),
  );
  return [
    ...bad,
    ...branches.flatMap(branch => faulty(branch, all)),
    ...(properties.length > 0 ? [fixed, { ...fixed, surplus: 1 }] : []),
    ...properties.flatMap(([name, inner]) => faulty(inner, all).map(value => ({ ...fixed, [name]: value }))),
    ...(schema.items ? faulty(schema.items, all).map(value => [value]) : []),
    ...(schema.items ? [Array.from({ length: 101 }, () => 'x')] : []),
  ];
};

const fieldOf = (pointer: string): string | undefined =>
  pointer
    .split('/')
    .filter(part => !/^\d*$/.test(part))
    .at(-1);

const zods = /Invalid|Too (small|big)|Unrecognized|expected|received|diharapkan|Input tidak|Terlalu|Kunci tidak/;
const machine = /[a-z]_[a-z]|\\[dwsu]|\[[a-z]|[\^${}<>=]/i;
/** Checks for a full sentence with the field's label. An unknown field is named as the client sent it. */
const isInWords = ({ pointer, code, detail }: Fault): boolean => {
  const field = fieldOf(pointer);
  return (
    !zods.test(detail) &&
    code !== 'custom' &&
    /^\p{Lu}[^\n]*\.$/u.test(detail) &&
    (code === 'unknown' || (!machine.test(detail) && (field === undefined || Object.hasOwn(fieldLabels, field))))
  );
};

describe('schema validation errors', () => {
  test('have readable sentences in both languages for any invalid field of any operation', async () => {
    const modules = await Promise.all(controllers.map(path => import(path) as Promise<Record<string, unknown>>));
    const schemas = modules.flatMap(module => Object.values(module).flat().flatMap(schemasOf));
    expect(schemas.length).toBeGreaterThan(60);
    const offences = new Set<string>();
    for (const [operation, schema] of schemas) {
      const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
      for (const value of faulty(described, described))
        for (const language of ['id', 'en'] as const)
          for (const fault of faultsOf(schema, value, language))
            if (!isInWords(fault)) offences.add(`${operation} ${fault.pointer} ${fault.code}: ${fault.detail}`);
    }
    expect([...offences]).toEqual([]);
  });
});
