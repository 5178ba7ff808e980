import { z } from 'zod';
import { channels, classifications, maladministrations, vulnerableGroups } from '@tuntas/contracts';
import { complaintSchema } from '@tuntas/complaint/view';
import { instant, instantParam, line, maybe } from '@tuntas/service';

const each = <const T extends readonly [string, ...string[]]>(words: T) => z.array(z.enum(words)).max(words.length).default([])
  .transform(given => [...new Set(given)]);

const person = z.strictObject({
  name: line(200),
  nationalId: maybe(z.string().regex(/^\d{16}$/)).describe('NIK, 16 digits'),
  phone: maybe(z.string().trim().regex(/^\+?[0-9][0-9 ().-]{4,28}$/)),
  email: maybe(z.email().max(254)),
  address: maybe(line(500)),
}).meta({ id: 'Person' });

/** The body of `POST /v1/complaints`. A written complaint must name these things: UU 25/2009 Art. 42. */
export const lodgingSchema = z.strictObject({
  channel: z.enum(channels),
  counter: maybe(line(40)),
  classification: maybe(z.enum(classifications)),
  category: maybe(line(100)),
  subject: z.string().trim().min(5).max(200),
  description: z.string().trim().min(20).max(10_000),
  requestedSettlement: maybe(line(10_000)),
  incidentAt: maybe(instantParam),
  location: maybe(z.strictObject({
    regionCode: maybe(line(40)),
    latitude: maybe(z.number().min(-90).max(90)),
    longitude: maybe(z.number().min(-180).max(180)),
    address: maybe(line(500)),
  })),
  complainant: maybe(person),
  representative: maybe(person),
  isAnonymous: z.boolean().default(false).describe('The office never learns who complains'),
  isConfidential: z.boolean().default(false).describe('The report is not public'),
  vulnerableGroups: each(vulnerableGroups),
  allegedMaladministration: each(maladministrations),
  consentToOmbudsman: z.boolean().default(false),
  officeHint: maybe(line(40)),
  externalReferences: z.array(z.strictObject({ system: line(40), id: line(100) })).max(20).default([]),
}).refine(body => body.isAnonymous || body.complainant !== null, {
  path: ['complainant'], error: 'complainant', when: ({ value }) => typeof value === 'object' && value !== null,
}).meta({ id: 'Lodging' });
export type LodgingBody = z.infer<typeof lodgingSchema>;

export const lodgedSchema = z.object({
  ...complaintSchema.shape,
  warnings: z.array(z.enum(['filed_late'])).describe('Later than 30 days after the service: accepted all the same'),
  receipt: z.object({
    ticket: z.string(), issuedAt: instant, issuedBy: z.string(), place: z.string(),
    complainant: z.string().nullable(), description: z.string(),
    accessCode: z.string().describe('Shown once; with it the citizen follows the complaint'),
  }),
}).meta({ id: 'LodgedComplaint' });

export const lodgingExample = {
  channel: 'counter', counter: 'MPP-03', category: 'roads.pothole',
  subject: 'Jalan berlubang di depan SDN Sungai Andai 3',
  description: 'Sudah tiga minggu ada lubang besar di depan sekolah, dua anak jatuh dari sepeda.',
  requestedSettlement: 'Mohon ditambal', incidentAt: '2026-03-10T08:00:00+08:00',
  location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jl. Padat Karya' },
  complainant: { name: 'Siti Rahmah', nationalId: '6371046505800001', phone: '+6281234567890', email: null, address: 'Sungai Andai RT 12' },
  vulnerableGroups: ['elderly'], consentToOmbudsman: true, externalReferences: [{ system: 'lapor', id: '9165816' }],
};
