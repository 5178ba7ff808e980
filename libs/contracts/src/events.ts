import type {
  AdmissibilityCheck,
  ArchiveReason,
  CaseStage,
  Channel,
  Classification,
  ClockName,
  ContactKind,
  DecisionOnComplaint,
  EscalationEnd,
  EscalationTarget,
  ExaminationFinding,
  IdentityDocument,
  InadmissibilityGround,
  Maladministration,
  NoticeKind,
  VulnerableGroup,
} from './words.js';

/** A reference to a text typed by a person. Text and salt can be erased; the salted hash remains as proof. */
export interface TextRef {
  readonly field: string;
  readonly textId: string;
  /** Hex SHA-256 of the salt followed by the UTF-8 text. */
  readonly hash: string;
}

/** An instant in RFC 3339. */
export type Instant = string;

/** The common fields of events emitted by acts on a complaint. */
interface OfComplaint {
  readonly cycle: number;
  readonly texts: readonly TextRef[];
}
interface ByCitizen extends OfComplaint {
  /** A clerk acted for a citizen who was present. */
  readonly onBehalf: boolean;
  /**
   * The document by which the clerk identified the citizen; absent if none was recorded or the citizen acted directly.
   */
  readonly documentSeen?: IdentityDocument;
}
interface ByTimer extends OfComplaint {
  readonly clockId: string;
}
interface OfClock {
  readonly clockId: string;
  readonly name: ClockName;
  readonly cycle: number;
  /** The number of this start of the clock within the cycle. */
  readonly n: number;
  readonly office: string | null;
  /** The business instant at which the event took effect; `time` of the envelope is the time of reconciliation. */
  readonly at: Instant;
  readonly startedAt: Instant;
  readonly dueAt: Instant | null;
  /** The highest escalation level that this clock may raise; 0: its expiry escalates nothing. */
  readonly maxLevel: number;
  /** Set for the clock of an escalation level. */
  readonly escalationId: string | null;
  readonly policyVersion: number;
  readonly calendarVersion: number;
  readonly provisional: boolean;
}
interface OfEscalation {
  readonly escalationId: string;
  /** The clock whose breach caused the escalation; null if a person raised it. */
  readonly clockId: string | null;
  readonly clock: ClockName | null;
  readonly level: number;
  readonly cycle: number;
  readonly target: EscalationTarget;
  readonly office: string | null;
}
interface OfCase {
  readonly caseId: string;
  readonly registrationNumber: string;
}

/**
 * All domain events by type, in one topic keyed by subject. Fields are only added; a change of meaning requires a new
 * version. Events never contain names, identity or phone numbers, addresses, or texts typed by people.
 */
export interface Events {
  'complaint.lodged.v1': OfComplaint & {
    ticket: string;
    channel: Channel;
    counter: string | null;
    classification: Classification;
    category: string | null;
    regionCode: string | null;
    vulnerableGroups: readonly VulnerableGroup[];
    isAnonymous: boolean;
    isConfidential: boolean;
    consentToOmbudsman: boolean;
    allegedMaladministration: readonly Maladministration[];
    incidentAt: Instant | null;
    complainantRef: string | null;
    officeHint: string | null;
  };
  'complaint.verified.v1': OfComplaint & {
    by: 'rule' | 'person';
    classification: Classification;
    category: string | null;
  };
  'complaint.completion-requested.v1': OfComplaint & { missing: readonly string[] };
  'complaint.completed.v1': ByCitizen;
  'complaint.deemed-withdrawn.v1': ByTimer;
  'complaint.reclassified.v1': OfComplaint & { classification: Classification; category: string | null };
  'complaint.assigned.v1': OfComplaint & { by: 'rule' | 'person'; office: string; ruleVersion: number | null };
  'complaint.accepted.v1': OfComplaint & { office: string };
  'complaint.contacted.v1': OfComplaint & { office: string; kind: ContactKind };
  'complaint.responded.v1': OfComplaint & { office: string; isPublic: boolean };
  'complaint.information-requested.v1': OfComplaint & { office: string; dueInWorkingDays: number };
  'complaint.information-provided.v1': ByCitizen;
  'complaint.answer-lapsed.v1': ByTimer;
  'complaint.resolved.v1': OfComplaint & { office: string; decision: DecisionOnComplaint };
  'complaint.transferred.v1': OfComplaint & { from: string; office: string; bounces: number };
  'complaint.returned-to-coordinator.v1': OfComplaint & { from: string; suggested: string; bounces: number };
  'complaint.referred-out.v1': OfComplaint;
  'complaint.confirmed.v1': ByCitizen & {
    heard: boolean;
    rating: { attitude: number; attention: number; action: number } | null;
  };
  'complaint.objected.v1': ByCitizen & { contested: boolean };
  'complaint.closed-by-silence.v1': ByTimer & { contested: boolean };
  'complaint.withdrawn.v1': ByCitizen;
  'complaint.archived.v1': OfComplaint & { reasonCode: ArchiveReason };
  'complaint.reopened.v1': ByCitizen & { office: string | null };
  'complaint.reopening-lapsed.v1': ByTimer;
  'complaint.consent-given.v1': ByCitizen;
  'complaint.referral-requested.v1': ByCitizen;
  'complaint.note-added.v1': OfComplaint & { office: string | null };
  'identity.disclosed.v1': OfComplaint & { toRole: string; toOffice: string | null; toRef: string };
  /** A printed message was handed over to the citizen. */
  'message.handed-over.v1': OfComplaint & { messageId: string; template: string; counter: string | null };

  'clock.started.v1': OfClock;
  'clock.paused.v1': OfClock;
  'clock.resumed.v1': OfClock;
  'clock.moved.v1': OfClock;
  'clock.warned.v1': OfClock & { percent: number };
  'clock.met.v1': OfClock;
  /** The duty was met after its deadline: the clock stays breached or lapsed. */
  'clock.met-late.v1': OfClock;
  'clock.breached.v1': OfClock;
  'clock.lapsed.v1': OfClock;
  'clock.cancelled.v1': OfClock;
  'policy.changed.v1': { version: number; validFrom: string; source: string };
  'calendar.changed.v1': { version: number; validFrom: string; source: string };

  'escalation.raised.v1': OfEscalation & {
    raisedAt: Instant;
    reason: 'breach' | 'ladder' | 'manual' | 'referral';
    /** The next escalation level and after how many working days; null at the last level. */
    nextRung: { level: number; afterWorkingDays: number } | null;
    texts: readonly TextRef[];
  };
  'escalation.acknowledged.v1': OfEscalation;
  'escalation.ended.v1': OfEscalation & { reason: EscalationEnd };
  'escalation.target-missing.v1': OfEscalation;
  'referral.offered.v1': OfEscalation;

  'case.opened.v1': OfCase & {
    escalationId: string;
    stage: CaseStage;
    region: string | null;
    office: string | null;
    allegedMaladministration: readonly Maladministration[];
    checks: readonly { check: AdmissibilityCheck; passed: boolean | null }[];
  };
  'case.referral-attached.v1': OfCase & { escalationId: string };
  'case.notice-added.v1': OfCase & { kind: NoticeKind };
  'case.stage-changed.v1': OfCase & {
    from: CaseStage;
    stage: CaseStage;
    /** Set for stage `not_admissible`. */
    ground: InadmissibilityGround | null;
    /** The finding of the report, set from stage `report` on. */
    finding: ExaminationFinding | null;
    /** The kinds of maladministration found by the report; absent in other stages and in older events. */
    maladministration?: readonly Maladministration[];
    texts: readonly TextRef[];
  };

  'office.changed.v1': { version: number };
  'routing-rules.changed.v1': { version: number };
}

export type EventType = keyof Events;
/** The event sources: `complaints` is written by intake, routing and casework, the others by one service each. */
export type EventSource = 'complaints' | 'sla' | 'escalation' | 'ombudsman' | 'reference';

/** The source of each event type. The keys are all event types. */
export const eventSources: Readonly<Record<EventType, EventSource>> = {
  'complaint.lodged.v1': 'complaints',
  'complaint.verified.v1': 'complaints',
  'complaint.completion-requested.v1': 'complaints',
  'complaint.completed.v1': 'complaints',
  'complaint.deemed-withdrawn.v1': 'complaints',
  'complaint.reclassified.v1': 'complaints',
  'complaint.assigned.v1': 'complaints',
  'complaint.accepted.v1': 'complaints',
  'complaint.contacted.v1': 'complaints',
  'complaint.responded.v1': 'complaints',
  'complaint.information-requested.v1': 'complaints',
  'complaint.information-provided.v1': 'complaints',
  'complaint.answer-lapsed.v1': 'complaints',
  'complaint.resolved.v1': 'complaints',
  'complaint.transferred.v1': 'complaints',
  'complaint.returned-to-coordinator.v1': 'complaints',
  'complaint.referred-out.v1': 'complaints',
  'complaint.confirmed.v1': 'complaints',
  'complaint.objected.v1': 'complaints',
  'complaint.closed-by-silence.v1': 'complaints',
  'complaint.withdrawn.v1': 'complaints',
  'complaint.archived.v1': 'complaints',
  'complaint.reopened.v1': 'complaints',
  'complaint.reopening-lapsed.v1': 'complaints',
  'complaint.consent-given.v1': 'complaints',
  'complaint.referral-requested.v1': 'complaints',
  'complaint.note-added.v1': 'complaints',
  'identity.disclosed.v1': 'complaints',
  'message.handed-over.v1': 'complaints',
  'clock.started.v1': 'sla',
  'clock.paused.v1': 'sla',
  'clock.resumed.v1': 'sla',
  'clock.moved.v1': 'sla',
  'clock.warned.v1': 'sla',
  'clock.met.v1': 'sla',
  'clock.met-late.v1': 'sla',
  'clock.breached.v1': 'sla',
  'clock.lapsed.v1': 'sla',
  'clock.cancelled.v1': 'sla',
  'policy.changed.v1': 'sla',
  'calendar.changed.v1': 'sla',
  'escalation.raised.v1': 'escalation',
  'escalation.acknowledged.v1': 'escalation',
  'escalation.ended.v1': 'escalation',
  'escalation.target-missing.v1': 'escalation',
  'referral.offered.v1': 'escalation',
  'case.opened.v1': 'ombudsman',
  'case.referral-attached.v1': 'ombudsman',
  'case.notice-added.v1': 'ombudsman',
  'case.stage-changed.v1': 'ombudsman',
  'office.changed.v1': 'reference',
  'routing-rules.changed.v1': 'reference',
};

export const eventTypes = Object.keys(eventSources) as EventType[];

/** A domain event of a decision. Envelope and sequence are added when it is appended to the outbox. */
export type DomainEvent<T extends EventType = EventType> = {
  [K in T]: { readonly type: K; readonly data: Events[K] };
}[T];

/** The events of one source. */
export type EventTypeOf<S extends string> = Extract<EventType, `${S}.${string}`>;
export type ComplaintEvent = DomainEvent<EventTypeOf<'complaint'> | 'identity.disclosed.v1' | 'message.handed-over.v1'>;
export type ClockEvent = DomainEvent<EventTypeOf<'clock'>>;
export type EscalationEvent = DomainEvent<EventTypeOf<'escalation'> | 'referral.offered.v1'>;
export type CaseEvent = DomainEvent<EventTypeOf<'case'>>;
