import { z } from 'zod';
import { archiveReasons, classifications, lodgingFields } from '@tuntas/contracts';
import { line, optionalOrNull } from '@tuntas/platform';

const text = line(10_000);
const reason = line(2_000);
const kind = {
  classification: optionalOrNull(z.enum(classifications)),
  category: optionalOrNull(line(100)),
};
const note = optionalOrNull(line(2_000)).describe(
  'Internal note for the file; the citizen sees only the notes in `missing`',
);

export const assignmentSchema = z.strictObject({ office: line(40), reason }).meta({ id: 'Assignment' });

export const verificationSchema = z
  .discriminatedUnion('complete', [
    z.strictObject({ complete: z.literal(true), ...kind, note }).meta({ id: 'CompleteVerification' }),
    z
      .strictObject({
        complete: z.literal(false),
        missing: z
          .array(
            z.strictObject({
              field: z.enum(lodgingFields).describe('Field of the request body that lodges a complaint'),
              note: line(2_000).describe('Request to the citizen, in plain words'),
            }),
          )
          .min(1)
          .max(lodgingFields.length),
        ...kind,
        note,
      })
      .meta({ id: 'IncompleteVerification' }),
  ])
  .meta({ id: 'Verification' });

export const classificationSchema = z
  .strictObject({ ...kind, reason })
  .check(({ value, issues }) => {
    if (value.classification === null && value.category === null)
      issues.push({ code: 'invalid_type', expected: 'string', input: undefined, path: ['classification'] });
  })
  .meta({
    id: 'ClassificationChange',
    description: 'A classification, a category, or both',
    if: { properties: { classification: { type: 'null' } } },
    then: { properties: { category: { type: 'string' } }, required: ['category'] },
  });

export const referralOutSchema = z
  .strictObject({
    name: line(200).describe('The body outside the city'),
    channel: line(500).describe('How the citizen can reach the body'),
    reason,
  })
  .meta({ id: 'ReferralOut' });

export const archivingSchema = z
  .strictObject({
    reasonCode: z.enum(archiveReasons),
    explanation: text,
    remedy: text.describe('Remaining remedy of the citizen'),
  })
  .meta({ id: 'Archiving' });

export const reopeningSchema = z.strictObject({ reason }).meta({ id: 'CoordinatorReopening' });
