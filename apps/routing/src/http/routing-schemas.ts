import { z } from 'zod';
import { archiveReasons, classifications, lodgingFields } from '@tuntas/contracts';
import { line, maybe } from '@tuntas/service';

const text = line(10_000);
const reason = line(2_000);
const kind = {
  classification: maybe(z.enum(classifications)),
  category: maybe(line(100)),
};
const note = maybe(line(2_000)).describe('For the file; the citizen is told what stands under `missing`');

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
              field: z.enum(lodgingFields).describe('A field of the lodging body'),
              note: line(2_000).describe('What the citizen is asked for, in words for them'),
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
    description: 'A class or a category, or both',
    if: { properties: { classification: { type: 'null' } } },
    then: { properties: { category: { type: 'string' } }, required: ['category'] },
  });

export const referralOutSchema = z
  .strictObject({
    name: line(200).describe('The body outside the city'),
    channel: line(500).describe('How the citizen reaches it'),
    reason,
  })
  .meta({ id: 'ReferralOut' });

export const archivingSchema = z
  .strictObject({
    reasonCode: z.enum(archiveReasons),
    explanation: text,
    remedy: text.describe('What way remains to the citizen'),
  })
  .meta({ id: 'Archiving' });

export const reopeningSchema = z.strictObject({ reason }).meta({ id: 'CoordinatorReopening' });
