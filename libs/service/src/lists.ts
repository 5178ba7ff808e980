import { seenInLine } from './seen.js';
import { z } from 'zod';
import { instantParam, intParam, isWithinRange } from './fields.js';

/** Reads what `pageOf` wrote as `next`. */
const cursorFor = <Place extends z.ZodType>(queue: Place) =>
  z
    .string()
    .max(500)
    .transform((text, context): z.output<Place> => {
      const read = queue.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
      if (read.success) return read.data;
      context.addIssue({ code: 'custom', message: 'cursor_unreadable' });
      return z.NEVER;
    })
    .describe('`next` of the page before');

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The parameters of every list, to be spread into the schema of its query.
 * @param queue what the end of a page is known by, as JSON carries it
 * @param usual how many items a page has at most, where nobody says
 */
export const paging = <Place extends z.ZodType>(queue: Place, usual = 50) => ({
  limit: intParam(1, 200).default(usual),
  cursor: cursorFor(queue).optional(),
});

/** The place in a list in the order of instants; ids order what happened at the same one. */
export const placeInTime = z.object({ at: instantParam, id: z.uuid() });

/**
 * The place in a list that may be had in several orders, by instants that may be missing: those come last, whichever
 * way.
 */
export const placeInOrder = <const Order extends string>(orders: readonly [Order, ...Order[]]) =>
  z.object({
    sort: z.enum(orders),
    key: z.union([z.iso.datetime().refine(text => isWithinRange(new Date(text))), z.enum(['infinity', '-infinity'])]),
    id: z.uuid(),
  });

/** The answer of a list of these. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null at the end'),
  });
/** The answer beside every list. */
export const countSchema = z.object({ count: z.int() }).meta({ id: 'ListCount' });

/**
 * A page of a list.
 * @param rows one more than `limit`, where there are so many
 * @param placeOf where a page ends that ends with this row; in the shape that `paging` was given
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

/** The parameter of lists that can be searched. */
export const searchParam = z
  .string()
  .overwrite(seenInLine)
  .max(300)
  .transform(typed => typed || undefined)
  .optional()
  .describe(
    'Words of subject and description in Indonesian, all of which must occur; "a phrase" in quotation marks, `-without` a word or phrase. Or a ticket. Nothing typed here is an error',
  );
