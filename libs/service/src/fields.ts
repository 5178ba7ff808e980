import { z } from 'zod';

/** The `:id` of a path. */
export const idParam = z.object({ id: z.uuid() });
export type IdParam = z.infer<typeof idParam>;

/** An instant as JSON carries it: RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true });
/** The same in a request, read. */
export const instantParam = instant.transform(text => new Date(text));

/**
 * A text of so many characters after trimming, counted as JSON Schema and PostgreSQL count them: an emoji is one.
 * The document tells of the trimming by a pattern, so that what it describes is what is taken.
 */
export const text = (shortest: number, longest: number) => z.string().trim().check(({ value, issues }) => {
  const length = value.length < shortest || value.length > longest || surrogates.test(value) ? [...value].length : value.length;
  if (length < shortest) issues.push({ code: 'too_small', origin: 'string', minimum: shortest, inclusive: true, input: value });
  if (length > longest) issues.push({ code: 'too_big', origin: 'string', maximum: longest, inclusive: true, input: value });
}).meta({ minLength: shortest, maxLength: longest, pattern: shortest < 2 ? '\\S' : `\\S[\\s\\S]{${shortest - 2},}\\S` });
const surrogates = /[\ud800-\udfff]/;
/** A text of at least one character after trimming. */
export const line = (longest: number) => text(1, longest);

/** What may be left out or null; null either way. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional().transform(value => value ?? null);
