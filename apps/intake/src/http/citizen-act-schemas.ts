import { z } from 'zod';
import { identityDocuments } from '@tuntas/contracts';
import { instantParam, line, maybe, text } from '@tuntas/service';
import { locationSchema, personDetailsSchema } from './person-schema.js';

const typed = line(10_000);
const reason = line(2_000);
const grade = z.int().min(1).max(5);

/** The bodies of the citizen's acts, by the path segment that does them. */
export const completionSchema = z
  .strictObject({
    description: maybe(typed).describe('Shown instead of the first one, which stays in the timeline'),
    fields: maybe(
      z
        .strictObject({
          subject: maybe(text(5, 200)),
          category: maybe(line(100)).describe('Fills a gap; another one than is known is refused'),
          requestedSettlement: maybe(typed),
          incidentAt: maybe(instantParam).describe('At most one day ahead'),
          location: maybe(locationSchema),
          complainant: maybe(personDetailsSchema),
          representative: maybe(personDetailsSchema),
        })
        .meta({ id: 'CompletionFields' }),
    ).describe('Fields of the lodging body that were missing'),
    note: reason,
  })
  .meta({ id: 'Completion' });
export const answerSchema = z.strictObject({ text: typed }).meta({ id: 'CitizenAnswer' });
export const confirmationSchema = z
  .strictObject({
    rating: maybe(z.strictObject({ attitude: grade, attention: grade, action: grade }).meta({ id: 'Rating' })),
    heard: z.boolean().default(false).describe('The citizen wanted to be heard, and says that they were'),
  })
  .meta({ id: 'Confirmation' });
export const objectionSchema = z.strictObject({ reason }).meta({ id: 'Objection' });
export const reopeningSchema = z.strictObject({ reason }).meta({ id: 'Reopening' });
export const withdrawalSchema = z.strictObject({ reason }).meta({ id: 'Withdrawal' });
export const referralSchema = z
  .strictObject({
    consent: z.literal(true).describe('That the complaint goes to the Ombudsman'),
  })
  .meta({ id: 'Referral' });

const onBehalf = z.literal(true).describe('The citizen is present and wants it; the event says so');
const documentSeen = maybe(z.enum(identityDocuments)).describe(
  'The document by which the clerk knows the citizen: an identity card, a family card, a driving licence, a passport, or the power of attorney of who came instead. Required where no access code is given',
);
const atCounter = <Act extends string, Body extends z.ZodRawShape>(act: Act, { shape }: z.ZodObject<Body>) =>
  z
    .strictObject({ act: z.literal(act), ...shape, onBehalf, documentSeen })
    .meta({ id: `Counter${act[0]!.toUpperCase()}${act.slice(1)}` });

/** The clerk's door to the same acts. */
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
