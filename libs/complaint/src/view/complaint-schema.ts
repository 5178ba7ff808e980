import { z } from 'zod';
import {
  channels,
  classifications,
  clockNames,
  clockStatuses,
  maladministrations,
  outcomes,
  statuses,
  vulnerableGroups,
} from '@tuntas/contracts';
import { normalizeTicket } from '../domain/index.js';

const instant = z.iso.datetime({ offset: true });
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();

export const clockSchema = z
  .object({
    id: z.uuid().describe('The clock'),
    name: z.enum(clockNames).describe('The duty or window that it measures'),
    cycle: z.int().describe('Cycle of the complaint, starting at 1'),
    status: z
      .enum(clockStatuses)
      .describe(
        '`running` and `paused` are open; `met`: fulfilled in time; `breached`: not fulfilled in time; `lapsed`: a window of the citizen that passed unused; `cancelled`: no longer required',
      ),
    startedAt: instant.describe('When it began to run'),
    dueAt: maybe(instant).describe('Due instant; null while the clock is paused'),
    pausedAt: maybe(instant).describe('Start of the current pause; null if there is none'),
    remaining: maybe(z.string()).describe(
      'Remaining time, ISO 8601 duration, without pauses; working time if the length is in working days',
    ),
    policyVersion: z.int().describe('Version of the policy that sets its length, see `GET /v1/sla/policies`'),
    calendarVersion: z
      .int()
      .describe('Version of the calendar that counts its working time, see `GET /v1/sla/calendars`'),
    provisional: z.boolean().describe('Whether it was computed with holidays that are not yet decreed'),
    basis: z.string().describe('Legal basis of its length'),
  })
  .meta({ id: 'Clock' });

export const officeSchema = z
  .object({
    code: z.string().describe('Code of the office, see `GET /v1/offices`'),
    name: z.string().describe('Full name'),
  })
  .meta({ id: 'OfficeName' });

/** The complaint in the API. Texts are null for readers who may not read them; it never contains the identity. */
export const complaintSchema = z
  .object({
    id: z.uuid().describe('Id of the complaint, in paths and in every other response'),
    ticket: z.string().describe('Ticket number given to the citizen; the last character is a check character'),
    version: z.int().describe('Incremented by each decision; carried in `ETag` and `If-Match`'),
    status: z.enum(statuses).describe('Current status'),
    outcome: maybe(z.enum(outcomes)).describe('Outcome of a closed complaint; null otherwise'),
    cycle: z.int().describe('Cycle, starting at 1; incremented by each reopening'),
    escalationLevel: z
      .int()
      .min(0)
      .max(3)
      .describe(
        'The highest level reached in this cycle: 0 none, 1 the head of the office, 2 the city, 3 the Ombudsman',
      ),
    classification: z.enum(classifications).describe('Class of the complaint; determines the deadlines of the office'),
    category: maybe(z.string()).describe('Code of the category, see `GET /v1/categories`; null until it is classified'),
    channel: z.enum(channels).describe('Channel through which it was lodged'),
    counter: maybe(z.string()).describe('Counter where it was lodged, see `GET /v1/counters`; null if there is none'),
    subject: maybe(z.string()).describe('Subject in one line; null for readers who may not read texts'),
    description: maybe(z.string()).describe(
      'What happened, in the words of the citizen; null for readers who may not read texts',
    ),
    requestedSettlement: maybe(z.string()).describe(
      'What the citizen requests; null if not given, and for readers who may not read texts',
    ),
    incidentAt: maybe(instant).describe('When it happened; null if unknown'),
    location: maybe(
      z
        .object({
          regionCode: maybe(z.string()).describe('Code of the region, see `GET /v1/regions`'),
          latitude: maybe(z.number()).describe('Degrees, WGS 84; null for readers who may not read texts'),
          longitude: maybe(z.number()).describe('Degrees, WGS 84; null for readers who may not read texts'),
          address: maybe(z.string()).describe('Address as typed; null for readers who may not read texts'),
        })
        .meta({ id: 'ComplaintLocation' }),
    ).describe('Where it happened; null if not given, or if the reader may read none of it'),
    vulnerableGroups: z
      .array(z.enum(vulnerableGroups))
      .describe('Vulnerable groups to which the people affected belong'),
    allegedMaladministration: z
      .array(z.enum(maladministrations))
      .describe('Kinds of maladministration that the citizen alleges'),
    isAnonymous: z.boolean().describe('Whether the identity is withheld from the office'),
    isConfidential: z.boolean().describe('Whether the complaint is withheld from the public'),
    consentToOmbudsman: z.boolean().describe('Whether the citizen consents to a referral to the Ombudsman'),
    complainant: maybe(
      z
        .object({ ref: z.string().describe('Opaque reference to the entry in the identity vault') })
        .meta({ id: 'ComplainantReference' }),
    ).describe('Reference to the complainant; null for an anonymous complaint'),
    office: maybe(officeSchema).describe('Responsible office; null while there is none'),
    suggestedOffice: maybe(z.string()).describe('Office proposed for the assignment; the coordinator decides'),
    bounces: z.int().describe('Number of transfers by offices'),
    lodgedAt: instant.describe('When it was received'),
    assignedAt: maybe(instant).describe('When the current office became responsible'),
    resolvedAt: maybe(instant).describe('When the office delivered its decision'),
    closedAt: maybe(instant).describe('When it was closed or archived'),
    dueAt: maybe(instant).describe(
      'Earliest due instant of an escalating duty that is not yet met, including breached ones; null while the complaint waits for the citizen, and once it is resolved',
    ),
    clocksAsOf: maybe(instant).describe(
      'Instant up to which `clocks` and `dueAt` are reconciled; usually milliseconds behind the complaint',
    ),
    clocks: z.array(clockSchema).describe('All clocks of the complaint, including ended ones'),
    allowedActions: z.array(z.string()).describe('Last path segments of the actions that this caller may POST now'),
    links: z
      .object({
        timeline: z.string().describe('History of the complaint in sentences'),
        audit: z.string().describe('Audit entries of the complaint'),
      })
      .describe('Paths of related resources'),
  })
  .meta({ id: 'Complaint' });
export type ComplaintAnswer = z.infer<typeof complaintSchema>;

/** A ticket in a request, normalised to its printed form. Any other text is passed on and matches no complaint. */
export const typedTicket = z.string().min(1).max(80).transform(normalizeTicket);
