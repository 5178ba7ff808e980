import { z } from 'zod';
import { contactKinds, decisions } from '@tuntas/contracts';
import { line, maybe } from '@tuntas/service';

const text = line(10_000);
const reason = line(2_000);

export const acceptanceSchema = z
  .strictObject({
    officer: maybe(z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, 'officer_reference')).describe(
      'Reference of the officer who takes it, never a name: the caller, who is meant where it is absent; the head of the office may name another',
    ),
  })
  .meta({ id: 'Acceptance' });
export const responseSchema = z
  .strictObject({
    text,
    isPublic: z.boolean().default(false).describe('Whether others than the complainant may read it'),
  })
  .meta({ id: 'Response' });
export const resolutionSchema = z
  .strictObject({
    decision: z.enum(decisions),
    explanation: text,
    remedy: maybe(text).describe('Required for a denial: what way remains'),
    compensation: maybe(text),
  })
  .meta({ id: 'Resolution' });
export const contactSchema = z
  .strictObject({
    by: z.enum(contactKinds),
    note: reason.describe('What was said, for the file'),
  })
  .meta({ id: 'Contact' });
export const questionSchema = z
  .strictObject({
    question: text,
    dueInWorkingDays: maybe(z.int().min(1).max(10)).describe('How long the citizen has; 10 working days where absent'),
  })
  .meta({ id: 'InformationRequest' });
export const transferSchema = z.strictObject({ toOffice: line(40), reason }).meta({ id: 'Transfer' });
export const noteSchema = z.strictObject({ text }).meta({ id: 'InternalNote' });
