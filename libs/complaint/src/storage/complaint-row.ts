import type { Complaint, Fact } from '../domain/index.js';

/** The columns that an act may update, in the order of `changeableValues`. */
export const changeableColumns = [
  'version',
  'status',
  'interrupted_status',
  'outcome',
  'cycle',
  'rounds',
  'bounces',
  'verified',
  'reopening_lapsed',
  'classification',
  'category',
  'consent_to_ombudsman',
  'office',
  'officer',
  'suggested_office',
  'assigned_at',
  'resolved_at',
  'closed_at',
  'history',
  'region_code',
  'latitude',
  'longitude',
  'incident_at',
  'complainant_ref',
] as const;
export const changeableValues = (c: Complaint): unknown[] => [
  c.version,
  c.status,
  c.interruptedStatus,
  c.outcome,
  c.cycle,
  c.rounds,
  c.bounces,
  c.verified,
  c.reopeningLapsed,
  c.classification,
  c.category,
  c.consentToOmbudsman,
  c.office,
  c.officer,
  c.suggestedOffice,
  c.assignedAt,
  c.resolvedAt,
  c.closedAt,
  JSON.stringify(c.history),
  c.regionCode,
  c.location?.latitude ?? null,
  c.location?.longitude ?? null,
  c.incidentAt,
  c.complainantRef,
];

/** The columns that are written only on insert, in the order of `fixedValues`. */
export const fixedColumns = [
  'id',
  'ticket',
  'channel',
  'counter',
  'vulnerable_groups',
  'is_anonymous',
  'is_confidential',
  'alleged_maladministration',
  'office_hint',
  'lodged_by_ref',
  'lodged_by_role',
  'lodged_at',
] as const;
export const fixedValues = (c: Complaint): unknown[] => [
  c.id,
  c.ticket,
  c.channel,
  c.counter,
  c.vulnerableGroups,
  c.isAnonymous,
  c.isConfidential,
  c.allegedMaladministration,
  c.officeHint,
  c.lodgedBy.ref,
  c.lodgedBy.role,
  c.lodgedAt,
];

/** A row of `complaints`, or of its published view, which has no coordinates. */
export interface ComplaintRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly sequence: number;
  readonly decided_at: Date;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  /** Present if the query also read the escalation level. */
  readonly escalation_level?: number;
  readonly history: readonly (Omit<Fact, 'at'> & { at: string })[];
}

/** Maps a row to the domain state. */
export const complaintOf = (row: ComplaintRow): Complaint =>
  ({
    id: row.id,
    ticket: row['ticket'],
    version: row['version'],
    status: row['status'],
    interruptedStatus: row['interrupted_status'],
    outcome: row['outcome'],
    cycle: row['cycle'],
    rounds: row['rounds'],
    bounces: row['bounces'],
    verified: row['verified'],
    reopeningLapsed: row['reopening_lapsed'],
    channel: row['channel'],
    counter: row['counter'],
    classification: row['classification'],
    category: row['category'],
    regionCode: row['region_code'],
    location:
      row.latitude != null && row.longitude != null ? { latitude: row.latitude, longitude: row.longitude } : null,
    vulnerableGroups: row['vulnerable_groups'],
    isAnonymous: row['is_anonymous'],
    isConfidential: row['is_confidential'],
    consentToOmbudsman: row['consent_to_ombudsman'],
    allegedMaladministration: row['alleged_maladministration'],
    incidentAt: row['incident_at'],
    officeHint: row['office_hint'],
    complainantRef: row['complainant_ref'],
    lodgedBy: { ref: row['lodged_by_ref'], role: row['lodged_by_role'] },
    office: row['office'],
    officer: row['officer'],
    suggestedOffice: row['suggested_office'],
    lodgedAt: row['lodged_at'],
    assignedAt: row['assigned_at'],
    resolvedAt: row['resolved_at'],
    closedAt: row['closed_at'],
    history: historyOf(row.history),
    ...(row.escalation_level !== undefined && { escalationLevel: row.escalation_level }),
  }) as Complaint;

/** Maps the JSON history to domain facts. */
export const historyOf = (facts: ComplaintRow['history']): Fact[] =>
  facts.map(fact => ({ ...fact, at: new Date(fact.at) }));
