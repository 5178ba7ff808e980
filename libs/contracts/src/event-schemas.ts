import { z } from 'zod';
import { complaintEventSchemas, instant, textRef } from './complaint-life.js';
import {
  admissibilityChecks,
  caseStages,
  clockNames,
  escalationEnds,
  escalationTargets,
  examinationFindings,
  inadmissibilityGrounds,
  maladministrations,
  noticeKinds,
} from './words.js';

const ofClock = z.object({
  clockId: z.string(),
  name: z.enum(clockNames),
  cycle: z.int(),
  /** The number of this start of the clock within the cycle. */
  n: z.int(),
  office: z.string().nullable(),
  /** The business instant at which the event took effect; `time` of the envelope is the time of reconciliation. */
  at: instant,
  startedAt: instant,
  dueAt: instant.nullable(),
  /** The highest escalation level that this clock may raise; 0: its expiry escalates nothing. */
  maxLevel: z.int(),
  /** Set for the clock of an escalation level. */
  escalationId: z.string().nullable(),
  policyVersion: z.int(),
  calendarVersion: z.int(),
  provisional: z.boolean(),
});

const ofEscalation = z.object({
  escalationId: z.string(),
  /** The clock whose breach caused the escalation; null if a person raised it. */
  clockId: z.string().nullable(),
  clock: z.enum(clockNames).nullable(),
  level: z.int(),
  cycle: z.int(),
  target: z.enum(escalationTargets),
  office: z.string().nullable(),
});

const ofCase = z.object({ caseId: z.string(), registrationNumber: z.string() });

/**
 * The data of all domain events by type, in one topic keyed by subject. Fields are only added, and as optional ones; a
 * change of meaning requires a new version. Unknown fields are allowed: an older consumer reads events of a newer
 * producer. Events never contain names, identity or phone numbers, addresses, or texts typed by people.
 */
export const eventSchemas = {
  ...complaintEventSchemas,

  'clock.started.v1': ofClock,
  'clock.paused.v1': ofClock,
  'clock.resumed.v1': ofClock,
  'clock.moved.v1': ofClock,
  'clock.warned.v1': ofClock.extend({ percent: z.int() }),
  'clock.met.v1': ofClock,
  /** The duty was met after its deadline: the clock stays breached or lapsed. */
  'clock.met-late.v1': ofClock,
  'clock.breached.v1': ofClock,
  'clock.lapsed.v1': ofClock,
  'clock.cancelled.v1': ofClock,

  'escalation.raised.v1': ofEscalation.extend({
    raisedAt: instant,
    reason: z.enum(['breach', 'ladder', 'manual', 'referral']),
    /** The next escalation level and after how many working days; null at the last level. */
    nextRung: z.object({ level: z.int(), afterWorkingDays: z.int() }).nullable(),
    texts: z.array(textRef),
  }),
  'escalation.acknowledged.v1': ofEscalation,
  'escalation.ended.v1': ofEscalation.extend({ reason: z.enum(escalationEnds) }),
  /** Nobody is registered to receive the escalation. */
  'escalation.target-missing.v1': ofEscalation,
  'referral.offered.v1': ofEscalation,

  'case.opened.v1': ofCase.extend({
    escalationId: z.string(),
    stage: z.enum(caseStages),
    region: z.string().nullable(),
    office: z.string().nullable(),
    allegedMaladministration: z.array(z.enum(maladministrations)),
    checks: z.array(z.object({ check: z.enum(admissibilityChecks), passed: z.boolean().nullable() })),
  }),
  'case.referral-attached.v1': ofCase.extend({ escalationId: z.string() }),
  'case.notice-added.v1': ofCase.extend({ kind: z.enum(noticeKinds) }),
  'case.stage-changed.v1': ofCase.extend({
    from: z.enum(caseStages),
    stage: z.enum(caseStages),
    /** Set for stage `not_admissible`. */
    ground: z.enum(inadmissibilityGrounds).nullable(),
    /** The finding of the report, set from stage `report` on. */
    finding: z.enum(examinationFindings).nullable(),
    /** The kinds of maladministration found by the report; absent in other stages and in older events. */
    maladministration: z.array(z.enum(maladministrations)).exactOptional(),
    texts: z.array(textRef),
  }),
};
