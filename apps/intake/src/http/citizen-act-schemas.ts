import { z } from 'zod';
import { identityDocuments } from '@tuntas/contracts';
import { instantParam, line, optionalOrNull, text } from '@tuntas/platform';
import { locationSchema, personDetailsSchema } from './person-schema.js';

const typed = line(10_000);
const reason = line(2_000);
const grade = z.int().min(1).max(5);

/** The request bodies of the citizen's acts, one for each path segment. */
export const completionSchema = z
  .strictObject({
    description: optionalOrNull(typed).describe('Replaces the original description, which stays in the timeline'),
    fields: optionalOrNull(
      z
        .strictObject({
          subject: optionalOrNull(text(5, 200)),
          category: optionalOrNull(line(100)).describe(
            'Sets a missing category; a different category than the existing one is rejected',
          ),
          requestedSettlement: optionalOrNull(typed),
          incidentAt: optionalOrNull(instantParam).describe('At most one day in the future'),
          location: optionalOrNull(locationSchema),
          complainant: optionalOrNull(personDetailsSchema),
          representative: optionalOrNull(personDetailsSchema),
        })
        .meta({ id: 'CompletionFields' }),
    ).describe('Missing fields of the lodging body'),
    note: reason,
  })
  .meta({ id: 'Completion' });
export const answerSchema = z.strictObject({ text: typed }).meta({ id: 'CitizenAnswer' });
export const confirmationSchema = z
  .strictObject({
    rating: optionalOrNull(z.strictObject({ attitude: grade, attention: grade, action: grade }).meta({ id: 'Rating' })),
    heard: z.boolean().default(false).describe('Whether the citizen wanted to be heard and confirms it'),
  })
  .meta({ id: 'Confirmation' });
export const objectionSchema = z.strictObject({ reason }).meta({ id: 'Objection' });
export const reopeningSchema = z.strictObject({ reason }).meta({ id: 'Reopening' });
export const withdrawalSchema = z.strictObject({ reason }).meta({ id: 'Withdrawal' });
export const referralSchema = z
  .strictObject({
    consent: z.literal(true).describe('Consent to the referral of the complaint to the Ombudsman'),
  })
  .meta({ id: 'Referral' });

const onBehalf = z
  .literal(true)
  .describe('Confirms that the citizen is present and requests the act; recorded in the event');
const documentSeen = optionalOrNull(z.enum(identityDocuments)).describe(
  'The document by which the clerk identified the citizen: an identity card, a family card, a driving licence, a passport, or the power of attorney of a representative. Required without an access code',
);
const atCounter = <Act extends string, Body extends z.ZodRawShape>(act: Act, { shape }: z.ZodObject<Body>) =>
  z
    .strictObject({ act: z.literal(act), ...shape, onBehalf, documentSeen })
    .meta({ id: `Counter${act[0]!.toUpperCase()}${act.slice(1)}` });

/** The request body of a clerk for the same acts. */
export const counterActSchema = z
  .discriminatedUnion('act', [
    atCounter('completion', completionSchema),
    atCounter('answer', answerSchema),
    atCounter('confirmation', confirmationSchema),
    atCounter('objection', objectionSchema),
    atCounter('withdrawal', withdrawalSchema),
    atCounter('reopening', reopeningSchema),
    atCounter('referral', referralSchema),
  ])
  .meta({ id: 'CounterAct' });
export type CounterAct = z.infer<typeof counterActSchema>;
