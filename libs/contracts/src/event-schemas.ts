import { z } from 'zod';
import {
  admissibilityChecks,
  archiveReasons,
  caseStages,
  channels,
  classifications,
  clockNames,
  contactKinds,
  decisions,
  escalationEnds,
  escalationTargets,
  examinationFindings,
  identityDocuments,
  inadmissibilityGrounds,
  maladministrations,
  noticeKinds,
  vulnerableGroups,
} from './words.js';

/** An instant in RFC 3339. */
const instant = z.string();

/** A reference to a text typed by a person. Text and salt can be erased; the salted hash remains as proof. */
export const textRef = z.object({
  field: z.string(),
  textId: z.string(),
  /** Hex SHA-256 of the salt followed by the UTF-8 text. */
  hash: z.string(),
});

/** The common fields of events emitted by acts on a complaint. */
const ofComplaint = z.object({ cycle: z.int(), texts: z.array(textRef) });
const byCitizen = ofComplaint.extend({
  /** A clerk acted for a citizen who was present. */
  onBehalf: z.boolean(),
  /**
   * The document by which the clerk identified the citizen; absent if none was recorded or the citizen acted directly.
   */
  documentSeen: z.enum(identityDocuments).exactOptional(),
});
const byTimer = ofComplaint.extend({ clockId: z.string() });

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
  'complaint.lodged.v1': ofComplaint.extend({
    ticket: z.string(),
    channel: z.enum(channels),
    counter: z.string().nullable(),
    classification: z.enum(classifications),
    category: z.string().nullable(),
    regionCode: z.string().nullable(),
    vulnerableGroups: z.array(z.enum(vulnerableGroups)),
    isAnonymous: z.boolean(),
    isConfidential: z.boolean(),
    consentToOmbudsman: z.boolean(),
    allegedMaladministration: z.array(z.enum(maladministrations)),
    incidentAt: instant.nullable(),
    complainantRef: z.string().nullable(),
    officeHint: z.string().nullable(),
  }),
  'complaint.verified.v1': ofComplaint.extend({
    by: z.enum(['rule', 'person']),
    classification: z.enum(classifications),
    category: z.string().nullable(),
  }),
  'complaint.completion-requested.v1': ofComplaint.extend({ missing: z.array(z.string()) }),
  'complaint.completed.v1': byCitizen,
  'complaint.deemed-withdrawn.v1': byTimer,
  'complaint.reclassified.v1': ofComplaint.extend({
    classification: z.enum(classifications),
    category: z.string().nullable(),
  }),
  'complaint.assigned.v1': ofComplaint.extend({
    by: z.enum(['rule', 'person']),
    office: z.string(),
    ruleVersion: z.int().nullable(),
  }),
  'complaint.accepted.v1': ofComplaint.extend({ office: z.string() }),
  'complaint.contacted.v1': ofComplaint.extend({ office: z.string(), kind: z.enum(contactKinds) }),
  'complaint.responded.v1': ofComplaint.extend({ office: z.string(), isPublic: z.boolean() }),
  'complaint.information-requested.v1': ofComplaint.extend({ office: z.string(), dueInWorkingDays: z.int() }),
  'complaint.information-provided.v1': byCitizen,
  'complaint.answer-lapsed.v1': byTimer,
  'complaint.resolved.v1': ofComplaint.extend({ office: z.string(), decision: z.enum(decisions) }),
  'complaint.transferred.v1': ofComplaint.extend({ from: z.string(), office: z.string(), bounces: z.int() }),
  'complaint.returned-to-coordinator.v1': ofComplaint.extend({
    from: z.string(),
    suggested: z.string(),
    bounces: z.int(),
  }),
  'complaint.referred-out.v1': ofComplaint,
  'complaint.confirmed.v1': byCitizen.extend({
    heard: z.boolean(),
    rating: z.object({ attitude: z.int(), attention: z.int(), action: z.int() }).nullable(),
  }),
  'complaint.objected.v1': byCitizen.extend({ contested: z.boolean() }),
  'complaint.closed-by-silence.v1': byTimer.extend({ contested: z.boolean() }),
  'complaint.withdrawn.v1': byCitizen,
  'complaint.archived.v1': ofComplaint.extend({ reasonCode: z.enum(archiveReasons) }),
  'complaint.reopened.v1': byCitizen.extend({ office: z.string().nullable() }),
  'complaint.reopening-lapsed.v1': byTimer,
  'complaint.consent-given.v1': byCitizen,
  'complaint.referral-requested.v1': byCitizen,
  'complaint.note-added.v1': ofComplaint.extend({ office: z.string().nullable() }),
  'identity.disclosed.v1': ofComplaint.extend({
    toRole: z.string(),
    toOffice: z.string().nullable(),
    toRef: z.string(),
  }),
  /** A printed message was handed over to the citizen. */
  'message.handed-over.v1': ofComplaint.extend({
    messageId: z.string(),
    template: z.string(),
    counter: z.string().nullable(),
  }),

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
