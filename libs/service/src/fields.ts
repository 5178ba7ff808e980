import { z } from 'zod';

/** The `:id` of a path. */
export const idParam = z.object({ id: z.uuid() });
export type IdParam = z.infer<typeof idParam>;

/** An instant as JSON carries it: RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true });
/** The same in a request, read. */
export const instantParam = instant.transform(text => new Date(text));

export { line, text } from './typed-text.js';

/** What may be left out or null; null either way. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional().transform(value => value ?? null);
