import { z } from 'zod';
import { instant, line, listOf, paging } from '@tuntas/service';

const place = { consumer: line(40), eventId: z.guid() };
const filters = { consumer: z.array(line(40)).max(20).optional().describe('A service that hears events') };

export const countQuery = z.strictObject(filters);
export const listQuery = z.strictObject({ ...filters, ...paging(z.object(place)) });
export const placeParam = z.object(place);
export const replaySchema = z.strictObject({}).meta({ id: 'Replay' });

export const parkedEventSchema = z
  .object({
    consumer: z.string().describe('The service that could not take it in'),
    eventId: z.guid(),
    type: z.string(),
    subject: z.string().describe('The complaint; its later events wait for this one'),
    reason: z.string().describe('The kind and code of the error, never its values'),
    attempts: z.int().describe('How often it was tried again'),
    parkedAt: instant.describe('Real time, as is `retryAt`'),
    retryAt: instant.nullable().describe('null: given up, waits for a replay'),
  })
  .meta({ id: 'ParkedEvent' });
export const listSchema = listOf(parkedEventSchema).meta({ id: 'ParkedEventList' });

export const parkedEventExample: z.infer<typeof parkedEventSchema> = {
  consumer: 'routing',
  eventId: '019d1f0a-7c34-7b1e-8f02-6a4c9e1d3b58',
  type: 'complaint.lodged.v1',
  subject: '019d1f0a-7c31-7d20-b3a8-0e4f6c2a9d17',
  reason: 'QueryFailedError 55P03',
  attempts: 20,
  parkedAt: '2026-03-17T01:00:00.150Z',
  retryAt: null,
};
