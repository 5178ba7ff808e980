import { z } from 'zod';
import { instant, line, listOf, paging } from '@tuntas/platform';

const eventKey = { consumer: line(40), eventId: z.guid() };
const filters = { consumer: z.array(line(40)).max(20).optional().describe('Name of a consuming service') };

export const countQuery = z.strictObject(filters);
export const listQuery = z.strictObject({ ...filters, ...paging(z.object(eventKey)) });
export const eventKeyParam = z.object(eventKey);
export const replaySchema = z.strictObject({}).meta({ id: 'Replay' });

export const parkedEventSchema = z
  .object({
    consumer: z.string().describe('The service that failed to process the event'),
    eventId: z.guid(),
    type: z.string(),
    subject: z.string().describe('Id of the complaint. Later events of the complaint wait for this one'),
    reason: z.string().describe('Kind and code of the error, without its values'),
    attempts: z.int().describe('Number of retries'),
    parkedAt: instant.describe('Real time, like `retryAt`'),
    retryAt: instant
      .nullable()
      .describe('Time of the next retry; null if the retries are exhausted and only a replay can process the event'),
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
