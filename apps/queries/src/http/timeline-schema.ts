import { z } from 'zod';
import { officeSchema } from '@tuntas/complaint/view';
import { instant, instantParam, listOf, paging } from '@tuntas/platform';

export const timelineQuery = z.strictObject(paging(z.object({ at: instantParam, position: z.int() })));

export const timelineSchema = listOf(
  z
    .object({
      at: instant,
      type: z.string(),
      what: z.string().describe('Sentence in the language of the request'),
      by: z.object({
        role: z.string(),
        office: z.string().nullable(),
        who: z.string().describe('Role and office in the language of the request'),
      }),
      office: officeSchema.nullable(),
      texts: z
        .array(z.object({ field: z.string(), body: z.string() }))
        .describe('Texts of the event; empty if the caller may not read texts'),
    })
    .meta({ id: 'TimelineItem' }),
).meta({ id: 'Timeline' });

export const timelineExample = {
  items: [
    {
      at: '2026-03-17T01:00:00.000Z',
      type: 'complaint.lodged.v1',
      what: 'Pengaduan diterima',
      by: { role: 'counter_clerk', office: null, who: 'Petugas loket' },
      office: null,
      texts: [{ field: 'subject', body: 'Jalan berlubang di depan SDN Sungai Andai 3' }],
    },
  ],
  next: null,
};
