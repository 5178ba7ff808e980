import { z } from 'zod';
import { officeSchema } from '@tuntas/complaint/view';
import { cursorFor, instant, limit, next } from './page-query.js';

export const timelineQuery = z.strictObject({
  limit: limit(50), cursor: cursorFor(z.object({ at: z.iso.datetime(), position: z.int() })).optional(),
});

export const timelineSchema = z.object({
  items: z.array(z.object({
    at: instant, type: z.string(), what: z.string().describe('A sentence in the language of the request'),
    by: z.object({ role: z.string(), office: z.string().nullable() }), office: officeSchema.nullable(),
    texts: z.array(z.object({ field: z.string(), body: z.string() })).describe('What was typed; empty for those who may not read texts'),
  }).meta({ id: 'TimelineItem' })),
  next,
}).meta({ id: 'Timeline' });
export type TimelineAnswer = z.infer<typeof timelineSchema>;

export const timelineExample = {
  items: [{
    at: '2026-03-17T01:00:00.000Z', type: 'complaint.lodged.v1', what: 'Pengaduan diterima', by: { role: 'counter_clerk', office: null }, office: null,
    texts: [{ field: 'subject', body: 'Jalan berlubang di depan SDN Sungai Andai 3' }],
  }],
  next: null,
};
