import { z } from 'zod';
import { customIssue } from './problems/fault-texts.js';

/** The `:id` of a path. */
export const idParam = z.object({ id: z.uuid() });
export type IdParam = z.infer<typeof idParam>;

/** An instant in JSON: RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true });
const [earliest, latest] = [Date.parse('1900-01-01T00:00:00Z'), Date.parse('2200-01-01T00:00:00Z')];
/**
 * Whether a request may contain this instant: it must be in the years 1900 to 2199 UTC. The check needs the instant, as
 * the text `9999-12-31T23:59:59-23:59` is in the year 10000 UTC.
 */
export const isWithinRange = (at: Date): boolean => at.getTime() >= earliest && at.getTime() < latest;
/** An instant in a request, parsed and checked. */
export const instantParam = instant.transform((text, context) => {
  const at = new Date(text);
  if (!isWithinRange(at)) context.issues.push(customIssue('instant_out_of_range', text));
  return at;
});

/**
 * An integer in a query, in decimal digits only. Other texts that JavaScript converts to a number (the empty text,
 * blanks, `0x32`, `1e2`, `5.0`) are refused.
 */
export const intParam = (minimum: number, maximum: number) =>
  z
    .string()
    .transform((text, context) => {
      const number = /^-?\d{1,15}$/.test(text) ? Number(text) : null;
      if (number === null) context.issues.push({ code: 'invalid_type', expected: 'int', input: text });
      else if (number < minimum)
        context.issues.push({ code: 'too_small', origin: 'number', minimum, inclusive: true, input: text });
      else if (number > maximum)
        context.issues.push({ code: 'too_big', origin: 'number', maximum, inclusive: true, input: text });
      return number ?? Number.NaN;
    })
    .meta({ type: 'integer', minimum, maximum });

/** `true` or `false` in a query. */
export const booleanParam = z
  .string()
  .transform((text, context) => {
    if (text !== 'true' && text !== 'false')
      context.issues.push({ code: 'invalid_type', expected: 'boolean', input: text });
    return text === 'true';
  })
  .meta({ type: 'boolean' });

/** An optional, nullable field; null if absent. */
export const optionalOrNull = <T extends z.ZodType>(schema: T) =>
  schema
    .nullable()
    .optional()
    .transform(value => value ?? null);
