import { z } from 'zod';
import { classifications } from '@tuntas/contracts';
import { meaningOf } from './problems/problem.js';
import { faultsOf, SchemaPipe } from './schema-pipe.js';

const lodging = z.strictObject({
  subject: z.string().min(5),
  place: z.strictObject({ 'a/b': z.number() }).optional(),
  channel: z.enum(['web', 'sms']),
});
const search = z.strictObject({ status: z.array(z.enum(['open', 'closed'])).optional(), q: z.string().optional() });
const pipe = new SchemaPipe();
const refusalOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return meaningOf(error);
  }
  throw new Error('the value was accepted');
};

describe('SchemaPipe', () => {
  it('reports every fault with its JSON pointer and code', () => {
    const faults = faultsOf(lodging, { subject: 'x', place: { 'a/b': 'y' }, extra: 1 }, 'en');
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/subject', 'too_small'],
      ['/place/a~1b', 'invalid_type'],
      ['/channel', 'required'],
      ['/extra', 'unknown'],
    ]);
  });

  it('reports faults in the language of each request', () => {
    const [indonesian, english] = (['id', 'en'] as const).map(
      language => faultsOf(lodging, { subject: 5, channel: 'web' }, language)[0]!.detail,
    );
    expect([indonesian, english]).toEqual(['Perihal harus berupa teks.', 'Subject must be text.']);
  });

  it('reports the permitted values of an enumeration as labels in the detail and as API values in `allowed`', () => {
    const chosen = faultsOf(z.strictObject({ classification: z.enum(classifications) }), { classification: 'x' }, 'id');
    expect(chosen).toEqual([
      {
        pointer: '/classification',
        code: 'invalid_value',
        allowed: [...classifications],
        detail:
          'Klasifikasi harus salah satu dari: Permintaan informasi, Aspirasi, Pengaduan tidak berkadar pengawasan, Pengaduan berkadar pengawasan.',
      },
    ]);
  });

  it('reports a hundred faults at most', () => {
    expect(
      faultsOf(lodging, Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])), 'id'),
    ).toHaveLength(100);
  });

  it('refuses an invalid body with 422 and an invalid query or path with 400', () => {
    expect(refusalOf(() => pipe.transform({}, { type: 'body', schema: lodging })).status).toBe(422);
    expect(refusalOf(() => pipe.transform({ other: '1' }, { type: 'query', schema: search })).status).toBe(400);
    expect(
      refusalOf(() => pipe.transform({ id: 'x' }, { type: 'param', schema: z.object({ id: z.uuid() }) })).status,
    ).toBe(400);
  });

  it('validates a missing body as an empty object, but not null', () => {
    expect(
      pipe.transform(undefined, { type: 'body', schema: z.strictObject({ officer: z.string().optional() }) }),
    ).toEqual({});
    expect(refusalOf(() => pipe.transform(null, { type: 'body', schema: lodging })).status).toBe(422);
  });

  it('parses a repeated parameter as an array, and a single one if the schema is an array', () => {
    expect(pipe.transform({ status: ['open', 'closed'] }, { type: 'query', schema: search })).toEqual({
      status: ['open', 'closed'],
    });
    expect(pipe.transform({ status: 'open', q: 'jalan' }, { type: 'query', schema: search })).toEqual({
      status: ['open'],
      q: 'jalan',
    });
    expect(refusalOf(() => pipe.transform({ q: ['a', 'b'] }, { type: 'query', schema: search })).status).toBe(400);
  });

  it('rejects a NUL character in a parameter', () => {
    expect(refusalOf(() => pipe.transform({ q: 'a\0b' }, { type: 'query', schema: search })).errors?.('en')).toEqual([
      { pointer: '/q', code: 'character', detail: 'This text has a character that we cannot store.' },
    ]);
  });
});
