import { z } from 'zod';
import { line, text } from './fields.js';
import { toOpenApi } from './openapi.js';
import { faultsOf } from './schema-pipe.js';

describe('a text', () => {
  const codeOf = (schema: z.ZodType, value: string): string | undefined => faultsOf(schema, value, 'en')[0]?.code;

  it('has as many characters as people count, and as JSON Schema and PostgreSQL do', () => {
    expect(text(5, 10).parse('🚧'.repeat(10))).toBe('🚧'.repeat(10));
    expect([codeOf(text(5, 10), '🚧'.repeat(11)), codeOf(text(5, 10), '🚧'.repeat(4)), codeOf(text(5, 10), 'x'.repeat(11))]).toEqual(['too_big', 'too_small', 'too_big']);
  });

  it('is counted after trimming', () => {
    expect(line(3).parse('  a b \n')).toBe('a b');
    expect([codeOf(line(3), ' \ufeff\u00a0'), codeOf(text(5, 10), '  abcd  ')]).toEqual(['too_small', 'too_small']);
  });

  it.each([['a', 1], ['  ', 1], ['abcde', 5], [' abcd ', 5], ['a   e', 5], ['🚧🚧🚧🚧🚧', 5]])('is described as it is taken: %j of at least %d', (value, shortest) => {
    const { schema } = toOpenApi(text(shortest, 10), { schemaType: 'input' })!;
    const { pattern, minLength, maxLength } = schema as { pattern: string; minLength: number; maxLength: number };
    expect([minLength, maxLength]).toEqual([shortest, 10]);
    expect(new RegExp(pattern, 'u').test(value)).toBe(text(shortest, 10).safeParse(value).success);
  });
});
