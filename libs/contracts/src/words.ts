/** The vocabulary of the domain, used by code and API. Labels for people are in labels.ts. */
export const statuses = [
  'received',
  'awaiting_completion',
  'assigned',
  'in_progress',
  'awaiting_complainant',
  'resolved',
  'closed',
  'archived',
] as const;
export type Status = (typeof statuses)[number];

export const outcomes = [
  'confirmed',
  'closed_by_silence',
  'withdrawn',
  'deemed_withdrawn',
  'heard',
  'referred_out',
  'contested',
] as const;
export type Outcome = (typeof outcomes)[number];

export const classifications = [
  'information_request',
  'aspiration',
  'ordinary_complaint',
  'supervisory_complaint',
] as const;
export type Classification = (typeof classifications)[number];

export const channels = [
  'counter',
  'web',
  'app',
  'sms',
  'whatsapp',
  'email',
  'letter',
  'phone',
  'outreach',
  'open311',
  'partner',
] as const;
export type Channel = (typeof channels)[number];

export const vulnerableGroups = [
  'elderly',
  'disability',
  'pregnant_or_nursing',
  'child',
  'poor',
  'disaster_victim',
  'remote_area',
] as const;
export type VulnerableGroup = (typeof vulnerableGroups)[number];

/** Kinds of maladministration, UU 37/2008 Art. 1(3) and Peraturan Ombudsman 48/2020. */
export const maladministrations = [
  'undue_delay',
  'no_service',
  'incompetence',
  'abuse_of_power',
  'procedural_deviation',
  'demand_for_payment',
  'impropriety',
  'partiality',
  'discrimination',
  'conflict_of_interest',
  'unlawful_act',
  'neglect_of_duty',
] as const;
export type Maladministration = (typeof maladministrations)[number];

const personFields = ['name', 'nationalId', 'phone', 'email', 'address'] as const;
/** The fields of a lodging that can be reported as missing; nested fields with a dot. */
export const lodgingFields = [
  'channel',
  'counter',
  'classification',
  'category',
  'subject',
  'description',
  'requestedSettlement',
  'incidentAt',
  'location',
  'location.regionCode',
  'location.latitude',
  'location.longitude',
  'location.address',
  'complainant',
  ...personFields.map(field => `complainant.${field}` as const),
  'representative',
  ...personFields.map(field => `representative.${field}` as const),
  'isAnonymous',
  'isConfidential',
  'vulnerableGroups',
  'allegedMaladministration',
  'consentToOmbudsman',
  'officeHint',
  'externalReferences',
  'language',
] as const;
export type LodgingField = (typeof lodgingFields)[number];

export const decisions = ['granted', 'partly_granted', 'denied', 'explained'] as const;
export type DecisionOnComplaint = (typeof decisions)[number];

export const archiveReasons = [
  'not_public_service',
  'before_court',
  'already_settled',
  'no_substance',
  'spam',
] as const;
export type ArchiveReason = (typeof archiveReasons)[number];

export const contactKinds = ['phone', 'visit', 'counter', 'message'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** The holder of a clock's duty; `ladder`: the holder of the escalation level that was reached. */
export const clockHolders = ['office', 'coordinator', 'citizen', 'ladder'] as const;
export type ClockHolder = (typeof clockHolders)[number];

/** The documents by which a clerk identifies a citizen who is present. */
export const identityDocuments = ['ktp', 'kk', 'sim', 'passport', 'power_of_attorney', 'other'] as const;
export type IdentityDocument = (typeof identityDocuments)[number];

export const clockNames = [
  'verification',
  'completeness_reply',
  'completion',
  'human_contact',
  'first_response',
  'resolution',
  'decision',
  'complainant_answer',
  'complainant_reply',
  'reopening',
  'ladder',
] as const;
export type ClockName = (typeof clockNames)[number];

export const clockStatuses = ['running', 'paused', 'met', 'breached', 'lapsed', 'cancelled'] as const;
export type ClockStatus = (typeof clockStatuses)[number];

export const escalationStatuses = ['open', 'acknowledged', 'ended'] as const;
export type EscalationStatus = (typeof escalationStatuses)[number];

export const escalationTargets = ['office_head', 'coordinator', 'inspectorate', 'ombudsman'] as const;
export type EscalationTarget = (typeof escalationTargets)[number];

/** The reasons for the end of an escalation. */
export const escalationEnds = [
  'duty_met',
  'resolved',
  'withdrawn',
  'archived',
  'closed',
  'referred_out',
  'new_cycle',
  'transferred',
  'case_closed',
] as const;
export type EscalationEnd = (typeof escalationEnds)[number];

/** `rapid_response` is the Ombudsman's quick answer to danger to life (Respon Cepat Ombudsman). */
export const caseStages = [
  'intake_formal',
  'intake_material',
  'rapid_response',
  'examination',
  'report',
  'resolution_monitoring',
  'recommendation',
  'closed',
  'not_admissible',
  'deemed_withdrawn',
  'withdrawn',
] as const;
export type CaseStage = (typeof caseStages)[number];

/**
 * The grounds on which the Ombudsman may not examine a matter. Their articles are in
 * apps/ombudsman/src/domain/inadmissibility.ts.
 */
export const inadmissibilityGrounds = [
  'agency_not_asked_first',
  'agency_still_in_time',
  'already_settled',
  'settled_by_mediation',
  'before_court',
  'event_too_old',
  'identity_missing',
  'outside_authority',
  'no_maladministration',
] as const;
export type InadmissibilityGround = (typeof inadmissibilityGrounds)[number];

/** The findings of an examination report (LHP). */
export const examinationFindings = ['maladministration_found', 'maladministration_not_found', 'stopped'] as const;
export type ExaminationFinding = (typeof examinationFindings)[number];

export const admissibilityChecks = [
  'agency_asked_first',
  'event_within_two_years',
  'not_before_court',
  'not_already_settled',
  'identity_known_or_confidential',
] as const;
export type AdmissibilityCheck = (typeof admissibilityChecks)[number];

/**
 * The channels to a citizen. Paper waits in the print queue of a counter; an SMS gateway collects SMS from the outbox.
 */
export const messageChannels = ['email', 'sms', 'print'] as const;
export type MessageChannel = (typeof messageChannels)[number];

export const messageStatuses = ['pending', 'delivered', 'failed', 'handed_over'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export const messageLanguages = ['id', 'en'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** The kinds of notices to the Ombudsman about a complaint under examination. */
export const noticeKinds = ['settled_late', 'withdrawn', 'reopened', 'referred_again'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Warnings in the response of a lodging; the complaint is accepted nevertheless. */
export const lodgingWarnings = ['filed_late', 'location_outside_city', 'external_reference_repeated'] as const;
export type LodgingWarning = (typeof lodgingWarnings)[number];

/** The reasons of failed deliveries of messages. */
export const deliveryProblems = [
  'person.forgotten',
  'address.missing',
  'address.unusable',
  'recipient.refused',
  'message.refused',
  'server.unreachable',
  'server.silent',
  'server.disconnected',
  'server.busy',
  'server.refused',
  'server.insecure',
  'outbox.unwritable',
  'delivery.failed',
] as const;
export type DeliveryProblem = (typeof deliveryProblems)[number];

/** Ages of the Ombudsman's cases in full days. */
export const ageBands = [
  'up_to_14_days',
  'from_15_to_30_days',
  'from_31_to_60_days',
  'from_61_to_90_days',
  'from_91_to_180_days',
  'over_180_days',
] as const;
export type AgeBand = (typeof ageBands)[number];

/** Dimensions by which the SLA summary may be grouped. */
export const summaryGroups = ['office', 'category', 'region', 'classification', 'period'] as const;
export type SummaryGroup = (typeof summaryGroups)[number];
