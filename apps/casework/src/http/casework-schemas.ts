import { z } from 'zod';
import { contactKinds, decisions } from '@tuntas/contracts';
import { line, optionalOrNull } from '@tuntas/platform';

const text = line(10_000);
const reason = line(2_000);

export const acceptanceSchema = z
  .strictObject({
    officer: optionalOrNull(z.string().regex(/^[A-Za-z0-9._:-]{1,100}$/, 'officer_reference')).describe(
      'Reference (not name) of the officer who accepts the complaint. The default is the caller. Only the head of the office may set another officer',
    ),
  })
  .meta({ id: 'Acceptance' });
export const responseSchema = z
  .strictObject({
    text,
    isPublic: z.boolean().default(false).describe('Whether people other than the complainant may read it'),
  })
  .meta({ id: 'Response' });
export const resolutionSchema = z
  .strictObject({
    decision: z.enum(decisions),
    explanation: text,
    remedy: optionalOrNull(text).describe('Remaining remedy of the citizen; required for a denial'),
    compensation: optionalOrNull(text),
  })
  .meta({ id: 'Resolution' });
export const contactSchema = z
  .strictObject({
    by: z.enum(contactKinds),
    note: reason.describe('Internal note for the file about the conversation'),
  })
  .meta({ id: 'Contact' });
export const questionSchema = z
  .strictObject({
    question: text,
    dueInWorkingDays: optionalOrNull(z.int().min(1).max(10)).describe(
      'Deadline for the reply of the citizen in working days; the default is 10',
    ),
  })
  .meta({ id: 'InformationRequest' });
export const transferSchema = z.strictObject({ toOffice: line(40), reason }).meta({ id: 'Transfer' });
export const noteSchema = z.strictObject({ text }).meta({ id: 'InternalNote' });
