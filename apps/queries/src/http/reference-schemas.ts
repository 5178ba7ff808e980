import { z } from 'zod';
import { line, listOf, paging } from '@tuntas/service';

const maybe = z.string().nullable();

/** Reference data is short: a whole city fits on the usual page. */
export const referenceQuery = z.strictObject(paging(z.string().max(100), 200));
export type ReferenceQuery = z.infer<typeof referenceQuery>;

export const codeParam = z.object({ code: line(40) });
export const officeEntrySchema = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    head: maybe.describe('A reference, never a name'),
    deputy: maybe,
    calendar: z.string(),
    parent: maybe,
    phone: maybe,
    email: maybe,
    address: maybe,
  })
  .meta({ id: 'OfficeEntry' });
export const officesSchema = listOf(officeEntrySchema).meta({ id: 'OfficeList' });
export const categoriesSchema = listOf(
  z
    .object({
      code: z.string(),
      labelId: z.string(),
      labelEn: z.string(),
      office: maybe.describe('Where such complaints go; null: the coordinator decides'),
    })
    .meta({ id: 'Category' }),
).meta({ id: 'CategoryList' });
export const regionsSchema = listOf(
  z.object({ code: z.string(), kind: z.string(), parent: z.string(), name: z.string() }).meta({ id: 'Region' }),
).meta({ id: 'RegionList' });
export const countersSchema = listOf(
  z
    .object({
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      office: maybe,
      region: maybe,
    })
    .meta({ id: 'Counter' }),
).meta({ id: 'CounterList' });
