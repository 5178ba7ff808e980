import { z } from 'zod';
import { line, listOf, paging } from '@tuntas/platform';

const nullableText = z.string().nullable();

/** Reference data is small, so the default page size of 200 usually holds the whole city. */
export const referenceQuery = z.strictObject(paging(z.string().max(100), 200));
export type ReferenceQuery = z.infer<typeof referenceQuery>;

export const codeParam = z.object({ code: line(40) });
export const officeEntrySchema = z
  .object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    head: nullableText.describe('A reference, never a name'),
    deputy: nullableText,
    calendar: z.string(),
    parent: nullableText,
    phone: nullableText,
    email: nullableText,
    address: nullableText,
  })
  .meta({ id: 'OfficeEntry' });
export const officesSchema = listOf(officeEntrySchema).meta({ id: 'OfficeList' });
export const categoriesSchema = listOf(
  z
    .object({
      code: z.string(),
      labelId: z.string(),
      labelEn: z.string(),
      office: nullableText.describe(
        'Office that receives complaints of this category; null if the coordinator decides',
      ),
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
      office: nullableText,
      region: nullableText,
    })
    .meta({ id: 'Counter' }),
).meta({ id: 'CounterList' });
