import { z } from 'zod';
import { outcomes, statuses } from '@tuntas/contracts';
import { instant, line, maybe } from '@tuntas/service';

const grade = z.int().min(1).max(5);

export const ticketParam = z.object({ ticket: z.string().max(40) });
export const confirmationSchema = z.strictObject({
  rating: maybe(z.strictObject({ attitude: grade, attention: grade, action: grade })),
  heard: z.boolean().default(false).describe('The citizen wanted to be heard, and says that they were'),
}).meta({ id: 'Confirmation' });
export const withdrawalSchema = z.strictObject({ reason: line(2_000) }).meta({ id: 'Withdrawal' });

export const trackingSchema = z.object({
  ticket: z.string(), status: z.enum(statuses), statusLabel: z.string(), outcome: z.enum(outcomes).nullable(),
  explanation: z.string().describe('What has happened and what happens next'),
  until: instant.nullable().describe('Until when the next thing happens, or the citizen may answer'),
  office: z.string().nullable(), lodgedAt: instant, escalationLevel: z.int(), referralOffered: z.boolean(),
  timeline: z.array(z.object({ at: instant, what: z.string(), text: z.string().nullable() })),
  remedies: z.array(z.string()),
  allowedActions: z.array(z.string()),
}).meta({ id: 'Tracking' });
