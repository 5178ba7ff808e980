import { z } from 'zod';
import { decisions } from '@tuntas/contracts';

const text = z.string().trim().min(1).max(10_000);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional().transform(value => value ?? null);

export const idParam = z.object({ id: z.uuid() });
export const acceptanceSchema = z.strictObject({
  officer: maybe(z.string().trim().min(1).max(255)).describe('Reference of the officer who takes it; the caller where absent'),
}).meta({ id: 'Acceptance' });
export const responseSchema = z.strictObject({
  text, isPublic: z.boolean().default(false).describe('Whether others than the complainant may read it'),
}).meta({ id: 'Response' });
export const resolutionSchema = z.strictObject({
  decision: z.enum(decisions), explanation: text,
  remedy: maybe(text).describe('Required for a denial: what way remains'), compensation: maybe(text),
}).meta({ id: 'Resolution' });
