import { readFileSync } from 'node:fs';
import { decode, eventSchemas, eventTypes, UndecodableEvent, type EventType } from '@tuntas/contracts';
import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;
/** The path of a field in the data of an event; `0` is the first item of a list. */
type Path = readonly string[];

const goldenEvent = (type: EventType): { envelope: Record<string, unknown>; data: Record<string, unknown> } =>
  JSON.parse(readFileSync(`tests/contracts/golden/${type}.json`, 'utf8'));
const decoded = (envelope: object, data: unknown) => decode(JSON.stringify(envelope), JSON.stringify(data));

/** All schemas within the schema of an event, each with its path. */
const schemasIn = (schema: JsonSchema, path: Path = []): { path: Path; schema: JsonSchema }[] => [
  { path, schema },
  ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => schemasIn(each as JsonSchema, [...path, name])),
  ...(schema.items ? schemasIn(schema.items as JsonSchema, [...path, '0']) : []),
  ...(schema.anyOf ?? []).flatMap(each => schemasIn(each as JsonSchema, path)),
];
const schemasOf = (type: EventType) => schemasIn(z.toJSONSchema(eventSchemas[type], { io: 'input' }) as JsonSchema);

const withValue = (data: unknown, [key, ...rest]: Path, value: unknown): unknown => {
  if (key === undefined) return value;
  const parts = data as Readonly<Record<string, unknown>> | undefined;
  if (key === '0') return [withValue(parts?.[0], rest, value)];
  return { ...parts, [key]: withValue(parts?.[key], rest, value) };
};

/** Expects that the event is refused if the field has the given value, with a message that names only the field. */
const expectRefusal = (type: EventType, path: Path, value: unknown): void => {
  const { envelope, data } = goldenEvent(type);
  let refusal: unknown;
  try {
    decoded(envelope, withValue(data, path, value));
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(UndecodableEvent);
  const [what, fields] = (refusal as Error).message.split(': invalid ');
  expect([what, fields!.split(', ')]).toEqual([type, expect.arrayContaining([path.join('.')])]);
};

describe('decode', () => {
  test.each(eventTypes)('refuses %s without a required field', type => {
    const required = schemasOf(type).flatMap(({ path, schema }) =>
      (schema.required ?? []).map(name => [...path, name]),
    );
    expect(required.length).toBeGreaterThan(1);
    for (const path of required) expectRefusal(type, path, undefined);
  });

  test.each(eventTypes)('refuses %s with a field of another type', type => {
    for (const { path, schema } of schemasOf(type).slice(1))
      expectRefusal(type, path, schema.type === 'array' ? {} : []);
  });

  test.each(eventTypes)('refuses %s with a word that its vocabulary lacks', type => {
    for (const { path, schema } of schemasOf(type)) if (schema.enum) expectRefusal(type, path, 'unheard_of');
  });

  test.each(eventTypes)('returns fields of %s that it does not know', type => {
    const { envelope, data } = goldenEvent(type);
    const extended = { ...data, addedLater: { by: ['a newer version'] } };
    expect(decoded({ ...envelope, addedlater: 1 }, extended)).toEqual({
      envelope: { ...envelope, addedlater: 1 },
      data: extended,
    });
  });

  const { envelope, data } = goldenEvent('complaint.accepted.v1');
  test.each<[string, object, string]>([
    ['an envelope that is not an object', [], 'not an object'],
    ['an unknown type', { ...envelope, type: 'complaint.unheard-of.v9' }, 'unknown type complaint.unheard-of.v9'],
    ['a type that every object has', { ...envelope, type: 'toString' }, 'unknown type toString'],
    ['another source', { ...envelope, source: 'sla' }, 'complaint.accepted.v1 from sla'],
    ...['id', 'subject', 'time', 'sequence'].map((name): [string, object, string] => [
      `no ${name}`,
      { ...envelope, [name]: undefined },
      'complaint.accepted.v1: incomplete envelope',
    ]),
    ['a fractional sequence', { ...envelope, sequence: 1.5 }, 'complaint.accepted.v1: incomplete envelope'],
  ])('refuses an event with %s', (_, changed, message) => {
    expect(() => decoded(changed, data)).toThrow(new UndecodableEvent(message));
  });

  test('refuses an event that is not JSON', () => {
    expect(() => decode(JSON.stringify(envelope), '{"cycle":')).toThrow(new UndecodableEvent('not JSON'));
  });
});
