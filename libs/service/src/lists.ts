import { z } from 'zod';

/** An instant in a query, RFC 3339 with offset. */
export const instantParam = z.iso.datetime({ offset: true }).transform(text => new Date(text));

/** The sort key of an item: an instant, and the id that orders what happened at the same one. */
export interface KeysetKey {
  readonly at: Date;
  readonly id: string;
}
const keySchema = z.tuple([z.iso.datetime(), z.uuid()]);

const cursorParam = z.string().max(200).transform((text, context): KeysetKey => {
  const read = keySchema.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()));
  if (read.success) return { at: new Date(read.data[0]), id: read.data[1] };
  context.addIssue({ code: 'custom', message: 'cursor' });
  return z.NEVER;
}).describe('`next` of the page before');

const jsonOf = (text: string): unknown => {
  try { return JSON.parse(text); } catch { return undefined; }
};

/** The parameters of every list, to be spread into the schema of its query. */
export const paging = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: cursorParam.optional() };

/** The answer of a list of these. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), next: z.string().nullable() });
/** The answer beside every list. */
export const countSchema = z.object({ count: z.int() });

/** A page of a list. @param rows one more than `limit`, where there are so many */
export const pageOf = <Item>(rows: readonly Item[], limit: number, keyOf: (item: Item) => KeysetKey): { items: readonly Item[]; next: string | null } => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(keyOf(last)) : null };
};

const cursorOf = ({ at, id }: KeysetKey): string => Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
