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

const instant = z.iso.datetime({ offset: true });
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();

export const clockSchema = z
  .object({
    id: z.uuid().describe('The clock'),
    name: z.enum(clockNames).describe('Which duty or window it measures'),
    cycle: z.int().describe('Of the complaint: 1, and one more with each reopening'),
    status: z
      .enum(clockStatuses)
      .describe(
        '`running` and `paused` are open; `met` in time, `breached` not; `lapsed`: a window of the citizen that passed unused; `cancelled`: no longer asked for',
      ),
    startedAt: instant.describe('When it began to run'),
    dueAt: maybe(instant).describe('When its time is over; null while it is paused'),
    pausedAt: maybe(instant).describe('Since when it is paused'),
    remaining: maybe(z.string()).describe(
      'Unpaused time left, ISO 8601; working time where the length is in working days',
    ),
    policyVersion: z.int().describe('Of the policy in `GET /v1/sla/policies` that says how long it runs'),
    calendarVersion: z.int().describe('Of the calendar in `GET /v1/sla/calendars` that it is counted by'),
    provisional: z.boolean().describe('Reckoned with holidays that are not yet decreed'),
    basis: z.string().describe('The legal basis of its length'),
  })
  .meta({ id: 'Clock' });

export const officeSchema = z
  .object({ code: z.string().describe('As `GET /v1/offices` lists it'), name: z.string().describe('Its full name') })
  .meta({ id: 'OfficeName' });

/** The complaint as the API shows it. Texts are null for those who may not read them; identity is never in it. */
export const complaintSchema = z
  .object({
    id: z.uuid().describe('The complaint, in paths and in every other answer'),
    ticket: z.string().describe('What the citizen knows it by; the last character checks the others'),
    version: z.int().describe('One more with each decision; `ETag` and `If-Match` carry it'),
    status: z.enum(statuses).describe('Where it stands'),
    outcome: maybe(z.enum(outcomes)).describe('How it ended; null while it is open'),
    cycle: z.int().describe('1, and one more with each reopening'),
    escalationLevel: z
      .int()
      .min(0)
      .max(3)
      .describe(
        'The highest level reached in this cycle: 0 none, 1 the head of the office, 2 the city, 3 the Ombudsman',
      ),
    classification: z.enum(classifications).describe('The class that decides how long the office has'),
    category: maybe(z.string()).describe(
      'What it is about, as `GET /v1/categories` lists it; null until somebody says',
    ),
    channel: z.enum(channels).describe('How it came in'),
    counter: maybe(z.string()).describe('At which counter it was lodged, as `GET /v1/counters` lists them'),
    subject: maybe(z.string()).describe('One line; null for those who may not read texts'),
    description: maybe(z.string()).describe(
      'What happened, in the words of the citizen; null for those who may not read texts',
    ),
    requestedSettlement: maybe(z.string()).describe(
      'What the citizen asks for; null where they did not say, or for those who may not read texts',
    ),
    incidentAt: maybe(instant).describe('When it happened, as far as it is known'),
    location: maybe(
      z
        .object({
          regionCode: maybe(z.string()).describe('As `GET /v1/regions` lists it'),
          latitude: maybe(z.number()).describe('Degrees, WGS 84; null for those who may not read texts'),
          longitude: maybe(z.number()).describe('Degrees, WGS 84; null for those who may not read texts'),
          address: maybe(z.string()).describe('As it was typed; null for those who may not read texts'),
        })
        .meta({ id: 'ComplaintLocation' }),
    ).describe('Where it happened; null where nobody said, or nothing of it may be read'),
    vulnerableGroups: z
      .array(z.enum(vulnerableGroups))
      .describe('Groups that need particular care, to which those affected belong'),
    allegedMaladministration: z
      .array(z.enum(maladministrations))
      .describe('Which maladministration the citizen alleges'),
    isAnonymous: z.boolean().describe('The office never learns who complains'),
    isConfidential: z.boolean().describe('The report is not public'),
    consentToOmbudsman: z.boolean().describe('Whether it may go to the Ombudsman when the office neglects it'),
    complainant: maybe(
      z
        .object({ ref: z.string().describe('The same for the same entry in the vault; it says nothing of the person') })
        .meta({ id: 'ComplainantReference' }),
    ).describe('Who complains, as a reference; null for an anonymous complaint'),
    office: maybe(officeSchema).describe('Which office is responsible; null until one is'),
    suggestedOffice: maybe(z.string()).describe('Which office a rule or the citizen proposed; the coordinator decides'),
    bounces: z.int().describe('How often it was transferred from one office to another'),
    lodgedAt: instant.describe('When it was received'),
    assignedAt: maybe(instant).describe('When the present office became responsible'),
    resolvedAt: maybe(instant).describe('When the office delivered its decision'),
    closedAt: maybe(instant).describe('When it was closed or archived'),
    dueAt: maybe(instant).describe(
      'Earliest due instant of a duty that escalates and is not yet met, breached ones included; null while the citizen is waited for, and once it is resolved',
    ),
    clocksAsOf: maybe(instant).describe(
      'Up to when `clocks` and `dueAt` know what happened; milliseconds behind the complaint',
    ),
    clocks: z.array(clockSchema).describe('Every clock that ever ran for it'),
    allowedActions: z.array(z.string()).describe('Last path segments that this caller could POST now'),
    links: z
      .object({
        timeline: z.string().describe('Everything that happened, for people'),
        audit: z.string().describe('The same as it was recorded'),
      })
      .describe('Where to read on'),
  })
  .meta({ id: 'Complaint' });
export type ComplaintAnswer = z.infer<typeof complaintSchema>;
