import { z } from 'zod';
import { cursorFor, limit, next } from './page-query.js';

const maybe = z.string().nullable();
const listOf = <Entry extends z.ZodType>(entry: Entry, id: string) => z.object({ items: z.array(entry), next }).meta({ id });

/** Reference data is short: a whole city fits on the usual page. */
export const referenceQuery = z.strictObject({ limit: limit(200), cursor: cursorFor(z.string().max(100)).optional() });
export type ReferenceQuery = z.infer<typeof referenceQuery>;

export const officesSchema = listOf(z.object({
  code: z.string(), name: z.string(), kind: z.string(), head: maybe.describe('A reference, never a name'), deputy: maybe,
  calendar: z.string(), parent: maybe,
}).meta({ id: 'OfficeEntry' }), 'OfficeList');
export const categoriesSchema = listOf(z.object({
  code: z.string(), labelId: z.string(), labelEn: z.string(), office: maybe.describe('Where such complaints go; null: the coordinator decides'),
}).meta({ id: 'Category' }), 'CategoryList');
export const regionsSchema = listOf(z.object({ code: z.string(), kind: z.string(), parent: z.string(), name: z.string() }).meta({ id: 'Region' }), 'RegionList');
export const countersSchema = listOf(z.object({
  code: z.string(), name: z.string(), kind: z.string(), office: maybe, region: maybe,
}).meta({ id: 'Counter' }), 'CounterList');
