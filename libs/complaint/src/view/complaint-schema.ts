import { z } from 'zod';
import {
  channels, classifications, clockNames, clockStatuses, maladministrations, outcomes, statuses, vulnerableGroups,
} from '@tuntas/contracts';

const instant = z.iso.datetime({ offset: true });
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable();

export const clockSchema = z.object({
  id: z.uuid(), name: z.enum(clockNames), cycle: z.int(), status: z.enum(clockStatuses),
  startedAt: instant, dueAt: maybe(instant), pausedAt: maybe(instant),
  remaining: maybe(z.string()).describe('Unpaused time left, ISO 8601; working time where the length is in working days'),
  policyVersion: z.int(), calendarVersion: z.int(), provisional: z.boolean().describe('Reckoned with holidays that are not yet decreed'),
  basis: z.string(),
}).meta({ id: 'Clock' });

export const officeSchema = z.object({ code: z.string(), name: z.string() });

/** The complaint as the API shows it. Texts are null for those who may not read them; identity is never in it. */
export const complaintSchema = z.object({
  id: z.uuid(), ticket: z.string(), version: z.int(),
  status: z.enum(statuses), outcome: maybe(z.enum(outcomes)), cycle: z.int(), escalationLevel: z.int().min(0).max(3),
  classification: z.enum(classifications), category: maybe(z.string()), channel: z.enum(channels), counter: maybe(z.string()),
  subject: maybe(z.string()), description: maybe(z.string()), requestedSettlement: maybe(z.string()),
  incidentAt: maybe(instant),
  location: maybe(z.object({
    regionCode: maybe(z.string()), latitude: maybe(z.number()), longitude: maybe(z.number()), address: maybe(z.string()),
  })),
  vulnerableGroups: z.array(z.enum(vulnerableGroups)), allegedMaladministration: z.array(z.enum(maladministrations)),
  isAnonymous: z.boolean(), isConfidential: z.boolean(), consentToOmbudsman: z.boolean(),
  complainant: maybe(z.object({ ref: z.string() })),
  office: maybe(officeSchema), suggestedOffice: maybe(z.string()), bounces: z.int(),
  lodgedAt: instant, assignedAt: maybe(instant), resolvedAt: maybe(instant), closedAt: maybe(instant),
  dueAt: maybe(instant).describe('Earliest due instant of a duty that escalates and is not yet met, breached ones included; null while the citizen is waited for, and once it is resolved'),
  clocksAsOf: maybe(instant), clocks: z.array(clockSchema),
  allowedActions: z.array(z.string()).describe('Last path segments that this caller could POST now'),
  links: z.object({ timeline: z.string(), audit: z.string() }),
}).meta({ id: 'Complaint' });
export type ComplaintAnswer = z.infer<typeof complaintSchema>;
