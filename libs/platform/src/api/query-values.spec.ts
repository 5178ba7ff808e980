import { z } from 'zod';
import { booleanParam, instantParam, intParam } from './fields.js';
import { toOpenApi } from './openapi.js';
import { faultsOf } from './schema-pipe.js';

const faultIn = (schema: z.ZodType, value: unknown) =>
  (['id', 'en'] as const).map(language => faultsOf(schema, value, language)[0]);

describe('intParam', () => {
  it.each([
    '',
    ' ',
    '0x32',
    '1e1',
    '5.0',
    '+5',
    ' 5',
    '5 ',
    '٥',
    '５',
    '0b1',
    'Infinity',
    'NaN',
    'true',
    '-',
    '9'.repeat(400),
  ])('rejects %j', text => {
    const [id, en] = faultIn(z.object({ level: intParam(0, 100) }), { level: text });
    expect([id, en]).toEqual([
      { pointer: '/level', code: 'invalid_type', detail: 'Tingkat harus berupa bilangan bulat.' },
      { pointer: '/level', code: 'invalid_type', detail: 'Level must be a whole number.' },
    ]);
  });

  it('enforces the minimum and the maximum', () => {
    expect(['-1', '101'].map(level => faultIn(z.object({ level: intParam(0, 100) }), { level })[1])).toEqual([
      { pointer: '/level', code: 'too_small', detail: 'Level must be 0 or more.' },
      { pointer: '/level', code: 'too_big', detail: 'Level must be 100 or less.' },
    ]);
  });

  it('parses decimal digits', () => {
    expect(['0', '50', '100', '007'].map(text => intParam(0, 100).parse(text))).toEqual([0, 50, 100, 7]);
    expect(intParam(-5, 5).parse('-3')).toBe(-3);
    expect(intParam(1, 200).default(50).parse(undefined)).toBe(50);
  });

  it('is an integer in the OpenAPI document', () => {
    const { schema } = toOpenApi(z.object({ limit: intParam(1, 200).default(50), breached: booleanParam.optional() }), {
      schemaType: 'input',
    })!;
    expect(schema).toMatchObject({
      properties: { limit: { type: 'integer', minimum: 1, maximum: 200, default: 50 }, breached: { type: 'boolean' } },
    });
  });
});

describe('booleanParam', () => {
  it('accepts only true and false', () => {
    expect(['true', 'false'].map(text => booleanParam.parse(text))).toEqual([true, false]);
    for (const text of ['', 'TRUE', '1', '0', 'ya', ' true'])
      expect([text, faultIn(booleanParam, text)[0]?.code]).toEqual([text, 'invalid_type']);
  });
});

describe('instantParam', () => {
  it.each([
    '9999-12-31T23:59:59-23:59',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '1900-01-01T00:00:00+14:00',
    '2199-12-31T23:59:59-01:00',
  ])('rejects %s', text => {
    expect(faultIn(z.object({ incidentAt: instantParam }), { incidentAt: text })).toEqual([
      {
        pointer: '/incidentAt',
        code: 'instant_out_of_range',
        detail: 'Waktu kejadian harus berada dalam tahun 1900 sampai 2199.',
      },
      {
        pointer: '/incidentAt',
        code: 'instant_out_of_range',
        detail: 'Time of the incident must lie in the years 1900 to 2199.',
      },
    ]);
  });

  it('applies the offset before it checks the range', () => {
    expect(
      [
        '1900-01-01T00:00:00Z',
        '1899-12-31T23:00:00-01:00',
        '2026-03-17T09:00:00+08:00',
        '2199-12-31T23:59:59.999Z',
        '2200-01-01T00:00:00+08:00',
      ].map(text => instantParam.parse(text).toISOString()),
    ).toEqual([
      '1900-01-01T00:00:00.000Z',
      '1900-01-01T00:00:00.000Z',
      '2026-03-17T01:00:00.000Z',
      '2199-12-31T23:59:59.999Z',
      '2199-12-31T16:00:00.000Z',
    ]);
  });
});
