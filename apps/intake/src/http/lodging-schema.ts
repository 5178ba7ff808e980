import { z } from 'zod';
import {
  channels,
  classifications,
  lodgingWarnings,
  maladministrations,
  messageLanguages,
  vulnerableGroups,
} from '@tuntas/contracts';
import { complaintExamples, complaintSchema } from '@tuntas/complaint/view';
import { customIssue, instantParam, line, optionalOrNull, text } from '@tuntas/platform';
import { locationSchema, personSchema } from './person-schema.js';
import { freshReceiptSchema } from './receipt-schema.js';

const each = <const T extends readonly [string, ...string[]]>(words: T) =>
  z
    .array(z.enum(words))
    .max(words.length)
    .default([])
    .transform(given => [...new Set(given)]);

/** The request body of `POST /v1/complaints`. UU 25/2009 Art. 42 lists the contents of a written complaint. */
export const lodgingSchema = z
  .strictObject({
    channel: z.enum(channels),
    counter: optionalOrNull(line(40)),
    classification: optionalOrNull(z.enum(classifications)),
    category: optionalOrNull(line(100)),
    subject: text(5, 200),
    description: text(20, 10_000),
    requestedSettlement: optionalOrNull(line(10_000)),
    incidentAt: optionalOrNull(instantParam).describe('At most one day in the future'),
    location: optionalOrNull(locationSchema),
    complainant: optionalOrNull(personSchema),
    representative: optionalOrNull(personSchema).describe('Only together with `complainant`'),
    isAnonymous: z.boolean().default(false).describe('Whether to withhold the identity from the office'),
    isConfidential: z.boolean().default(false).describe('Whether to withhold the complaint from the public'),
    vulnerableGroups: each(vulnerableGroups),
    allegedMaladministration: each(maladministrations),
    consentToOmbudsman: z.boolean().default(false),
    officeHint: optionalOrNull(line(40)),
    language: z.enum(messageLanguages).default('id').describe('Language of messages to the citizen'),
    externalReferences: z
      .array(z.strictObject({ system: line(40), id: line(100) }))
      .max(20)
      .default([]),
  })
  .refine(body => body.isAnonymous || body.complainant !== null, {
    path: ['complainant'],
    error: 'complainant_required',
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .check(({ value: { complainant, representative }, issues }) => {
    if (complainant === null && representative !== null)
      issues.push(customIssue('complainant_missing', representative, ['representative']));
  })
  .meta({ id: 'Lodging' });
export type LodgingBody = z.infer<typeof lodgingSchema>;

export const lodgedSchema = z
  .object({
    ...complaintSchema.shape,
    warnings: z
      .array(z.enum(lodgingWarnings))
      .describe(
        'Warnings; the complaint is accepted nevertheless. `filed_late`: later than 30 days after the service; `location_outside_city`: the coordinates are outside the city; `external_reference_repeated`: another complaint has the same external reference',
      ),
    receipt: freshReceiptSchema,
  })
  .meta({ id: 'LodgedComplaint' });

export const lodgingExample = {
  channel: 'counter',
  counter: 'MPP-03',
  category: 'roads.pothole',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
  description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal',
  incidentAt: '2026-03-10T08:00:00+08:00',
  location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya' },
  complainant: {
    name: 'Siti Rahmah',
    nationalId: '6371046505800001',
    phone: '+6281234567890',
    email: null,
    address: 'Sungai Andai RT 12',
  },
  vulnerableGroups: ['elderly'],
  consentToOmbudsman: true,
  externalReferences: [{ system: 'lapor', id: '9165816' }],
};

const { received } = complaintExamples;
export const lodgedExample: z.infer<typeof lodgedSchema> = {
  ...received,
  warnings: [],
  receipt: {
    ticket: received.ticket,
    issuedAt: received.lodgedAt,
    issuedBy: 'Rina',
    place: 'Mal Pelayanan Publik Loket 3',
    complainant: lodgingExample.complainant.name,
    description: lodgingExample.description,
    accessCode: 'K7QF-2M9P',
  },
};
