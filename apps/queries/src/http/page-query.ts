import { z } from 'zod';

/** An opaque cursor. @param place what the end of a page is known by */
export const cursorOf = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Reads what `cursorOf` wrote. @param place the shape of it */
export const cursorFor = <Place extends z.ZodType>(place: Place) => z.string().max(500).transform((text, context): z.output<Place> => {
  const read = place.safeParse(parsed(text));
  if (read.success) return read.data;
  context.addIssue({ code: 'custom', message: 'cursor' });
  return z.NEVER;
});

const parsed = (text: string): unknown => {
  try { return JSON.parse(Buffer.from(text, 'base64url').toString()); } catch { return undefined; }
};

/** How many items a page has at most. */
export const limit = (usual: number) => z.coerce.number().int().min(1).max(200).default(usual);
export const next = z.string().nullable().describe('The cursor of the next page; null at the end');
export const instant = z.iso.datetime({ offset: true });
export const idParam = z.object({ id: z.uuid() });
