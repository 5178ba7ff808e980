import fc from 'fast-check';
import type { OpenApiDocument, SchemaObject } from '../kit/openapi.js';

/** Texts that are known to break systems. */
const texts = [
  '🚧',
  'e\u0301',
  '\u202eterbalik',
  "Robert'); DROP TABLE complaints.complaints;--",
  '<script>alert(1)</script>',
  '=1+1',
  '{{7*7}}',
  '\u200b',
  '\u0085',
  '\ufeff',
  '\\',
  '%00',
  '\u001f',
  'null',
  'ＦＵＬＬ',
  'İ',
  'ß',
];
/** JSON values that are invalid nearly everywhere. */
const strange: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53 + 2,
  2 ** 32,
  '',
  ' ',
  '\u0000',
  'a\ud800b',
  '\udfff',
  'x'.repeat(10_001),
  '🚧'.repeat(10_000),
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  '0000-00-00T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-03-10T08:00:00',
  '2026-03-10',
  '+275760-09-13T00:00:00Z',
  '9999-12-31T23:59:59.999-14:00',
  '0001-01-01T00:00:00+14:00',
  '2026-03-10T24:00:00Z',
  '2026-03-10T08:00:60Z',
  '0199aaaa-0000-7000-8000-00000000000',
  '0199AAAA-0000-7000-8000-000000000000',
  '{0199aaaa-0000-7000-8000-000000000000}',
  'P',
  'PT',
  '-P1D',
  'P999999999999D',
];
const manyItems = Array.from({ length: 1_000 }, (_, n) => n);
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: [deep(levels - 1)] });

export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constantFrom(...strange), weight: 6 },
  { arbitrary: fc.constantFrom(manyItems, deep(3), deep(40)), weight: 1 },
  { arbitrary: fc.jsonValue(), weight: 1 },
);

/**
 * Generates values of a JSON schema, boundaries and texts of all scripts included; `document` resolves its references.
 */
export const valueOf = (schema: SchemaObject, document: OpenApiDocument): fc.Arbitrary<unknown> => {
  const of = (inner: SchemaObject): fc.Arbitrary<unknown> => valueOf(inner, document);
  if (schema.$ref) return of(document.components.schemas[schema.$ref.replace('#/components/schemas/', '')]!);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either && !schema.properties) return fc.oneof(...either.map(of));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map(type => of({ ...schema, type })));
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      return fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, of(inner)])), {
        requiredKeys: [...required],
      });
    }
    case 'array':
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 8),
      });
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? -10, -(2 ** 31)),
        max: Math.min(schema.maximum ?? 10, 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({
        min: schema.minimum ?? schema.exclusiveMinimum ?? -1e9,
        max: schema.maximum ?? 1e9,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(schema);
    default:
      return fc.jsonValue();
  }
};

const textOf = ({ format, pattern, minLength = 0, maxLength = 200 }: SchemaObject): fc.Arbitrary<string> => {
  switch (format) {
    case 'uuid':
      return fc.uuid();
    case 'date':
      return fc
        .date({ min: new Date('2024-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
        .map(date => date.toISOString().slice(0, 10));
    case 'date-time':
      return fc.oneof(
        fc
          .date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
          .map(date => date.toISOString()),
        fc
          .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
          .map(date => date.toISOString().replace('Z', '+08:00')),
      );
    case 'email':
      return fc.emailAddress();
    default:
  }
  const characters = (text: string): number => [...text].length;
  const fits = (text: string): boolean =>
    characters(text) >= minLength && characters(text) <= maxLength && (!pattern || new RegExp(pattern, 'u').test(text));
  const boundaries = [...texts, 'a']
    .flatMap(text => [
      text,
      text.repeat(Math.ceil(minLength / characters(text))),
      text.repeat(Math.floor(maxLength / characters(text))),
    ])
    .filter(fits);
  const written = pattern?.startsWith('^')
    ? fc.stringMatching(new RegExp(pattern))
    : fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 60) });
  return fc.oneof(
    { arbitrary: written.filter(fits), weight: 2 },
    ...(boundaries.length ? [{ arbitrary: fc.constantFrom(...boundaries), weight: 1 }] : []),
  );
};

/** An object, or an array by its indices. */
type Container = Record<string, unknown>;

/** Replaces, removes or adds one part of the value. @param at index of the part */
export const mutated = (
  value: unknown,
  at: number,
  how: 'exchange' | 'take away' | 'add' | 'poison',
  by: unknown,
): unknown => {
  const copy = structuredClone(value);
  const places: (readonly [Container, string])[] = [];
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const container = part as Container;
    for (const key of Object.keys(container)) {
      places.push([container, key]);
      walk(container[key]);
    }
  };
  walk(copy);
  if (typeof copy !== 'object' || copy === null) return by;
  if (how === 'add' || how === 'poison' || places.length === 0) {
    const objects = [
      copy,
      ...places
        .map(([parent, key]) => parent[key])
        .filter(part => typeof part === 'object' && part !== null && !Array.isArray(part)),
    ];
    Object.defineProperty(objects[at % objects.length], how === 'poison' ? '__proto__' : 'unheardOf', {
      value: by,
      enumerable: true,
    });
    return copy;
  }
  const [parent, key] = places[at % places.length]!;
  if (how === 'exchange') parent[key] = by;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
};
