import { z } from 'zod';
import { classifications } from '@tuntas/contracts';
import { meaningOf } from './problem.js';
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
  throw new Error('nothing was refused');
};

describe('the schema of a request', () => {
  it('names every fault by its place and kind', () => {
    const faults = faultsOf(lodging, { subject: 'x', place: { 'a/b': 'y' }, extra: 1 }, 'en');
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/subject', 'too_small'],
      ['/place/a~1b', 'invalid_type'],
      ['/channel', 'required'],
      ['/extra', 'unknown'],
    ]);
  });

  it('speaks the language of the request, each call its own', () => {
    const [indonesian, english] = (['id', 'en'] as const).map(
      language => faultsOf(lodging, { subject: 5, channel: 'web' }, language)[0]!.detail,
    );
    expect([indonesian, english]).toEqual(['Perihal harus berupa teks.', 'Subject must be text.']);
  });

  it('names what may be chosen for people, and beside it as the API spells it', () => {
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

  it('names a hundred faults at most', () => {
    expect(
      faultsOf(lodging, Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i])), 'id'),
    ).toHaveLength(100);
  });

  it('makes a faulty body 422 and a faulty query or path 400', () => {
    expect(refusalOf(() => pipe.transform({}, { type: 'body', schema: lodging })).status).toBe(422);
    expect(refusalOf(() => pipe.transform({ other: '1' }, { type: 'query', schema: search })).status).toBe(400);
    expect(
      refusalOf(() => pipe.transform({ id: 'x' }, { type: 'param', schema: z.object({ id: z.uuid() }) })).status,
    ).toBe(400);
  });

  it('takes a missing body for an empty one, but not for null', () => {
    expect(
      pipe.transform(undefined, { type: 'body', schema: z.strictObject({ officer: z.string().optional() }) }),
    ).toEqual({});
    expect(refusalOf(() => pipe.transform(null, { type: 'body', schema: lodging })).status).toBe(422);
  });

  it('reads a repeated parameter as a list, and a single one too where the schema is a list', () => {
    expect(pipe.transform({ status: ['open', 'closed'] }, { type: 'query', schema: search })).toEqual({
      status: ['open', 'closed'],
    });
    expect(pipe.transform({ status: 'open', q: 'jalan' }, { type: 'query', schema: search })).toEqual({
      status: ['open'],
      q: 'jalan',
    });
    expect(refusalOf(() => pipe.transform({ q: ['a', 'b'] }, { type: 'query', schema: search })).status).toBe(400);
  });

  it('refuses a NUL in a parameter', () => {
    expect(refusalOf(() => pipe.transform({ q: 'a\0b' }, { type: 'query', schema: search })).errors?.('en')).toEqual([
      { pointer: '/q', code: 'character', detail: 'This text has a character that we cannot store.' },
    ]);
  });
});
