import { visibleLine } from './visible-text.js';
import { z } from 'zod';
import { instantParam, intParam, isWithinRange } from './fields.js';

/** Parses the cursor that `pageOf` returned as `next`. */
const cursorFor = <Place extends z.ZodType>(place: Place) =>
  z
    .string()
    .max(500)
    .transform((text, context): z.output<Place> => {
      const read = place.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
      if (read.success) return read.data;
      context.addIssue({ code: 'custom', message: 'cursor_unreadable' });
      return z.NEVER;
    })
    .describe('`next` of the previous page');

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The paging parameters of a list, to be spread into its query schema.
 * @param place schema of the sort key of a row, which the cursor contains as JSON
 * @param usual default page size
 */
export const paging = <Place extends z.ZodType>(place: Place, usual = 50) => ({
  limit: intParam(1, 200).default(usual),
  cursor: cursorFor(place).optional(),
});

/** The sort key of a list ordered by instant. The id orders rows with the same instant. */
export const timeSortKey = z.object({ at: instantParam, id: z.uuid() });

/**
 * The sort key of a list that is available in several orders, by nullable instants. Rows without an instant come last
 * in either direction.
 */
export const orderedSortKey = <const Order extends string>(orders: readonly [Order, ...Order[]]) =>
  z.object({
    sort: z.enum(orders),
    key: z.union([z.iso.datetime().refine(text => isWithinRange(new Date(text))), z.enum(['infinity', '-infinity'])]),
    id: z.uuid(),
  });

/** The response schema of a list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null at the end'),
  });
/** The response schema of the count operation of a list. */
export const countSchema = z.object({ count: z.int() }).meta({ id: 'ListCount' });

/**
 * A page of a list.
 * @param rows up to `limit + 1` rows; the additional row shows that a next page exists
 * @param placeOf the sort key of a row, in the schema that was passed to `paging`
 */
export const pageOf = <Item>(
  rows: readonly Item[],
  limit: number,
  placeOf: (last: Item) => unknown,
): { items: Item[]; next: string | null } => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify(placeOf(last))).toString('base64url')
        : null,
  };
};

/** The search parameter of lists. */
export const searchParam = z
  .string()
  .overwrite(visibleLine)
  .max(300)
  .transform(typed => typed || undefined)
  .optional()
  .describe(
    'Full-text search in subject and description (Indonesian): all words must occur; "a phrase" in quotation marks; `-word` excludes a word or phrase. Or a ticket. Every text is accepted',
  );
