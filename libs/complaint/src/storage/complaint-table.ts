import type { MessageChannel, MessageLanguage } from '@tuntas/contracts';
import { column, defineEntity, fixed, nullable, primary, Table, type StoredRow } from '@tuntas/database';
import type { Complaint, Fact } from '../domain/index.js';

/** A row of `complaints.complaints`. */
export interface ComplaintRecord extends Omit<Complaint, 'location' | 'lodgedBy' | 'escalationLevel'> {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly lodgedByRef: string;
  readonly lodgedByRole: string;
  readonly language: MessageLanguage;
  readonly toldBy: MessageChannel;
  /** The sequence number of the last event. */
  readonly sequence: number;
  /** The time of the last decision. */
  readonly decidedAt: Date;
}

type FactJson = Omit<Fact, 'at'> & { readonly at: string };
/** Maps the JSON history to domain facts. */
export const historyOf = (facts: readonly FactJson[]): Fact[] =>
  facts.map(fact => ({ ...fact, at: new Date(fact.at) }));

export const complaintEntity = defineEntity<ComplaintRecord>('complaints.complaints', {
  id: primary(column.uuid),
  ticket: fixed(column.text),
  version: column.integer,
  sequence: column.bigint,
  decidedAt: column.instant,
  status: column.text,
  interruptedStatus: nullable(column.text),
  outcome: nullable(column.text),
  cycle: column.integer,
  rounds: column.integer,
  bounces: column.integer,
  verified: column.flag,
  reopeningLapsed: column.flag,
  channel: fixed(column.text),
  counter: fixed(nullable(column.text)),
  classification: column.text,
  category: nullable(column.text),
  regionCode: nullable(column.text),
  latitude: nullable(column.degrees),
  longitude: nullable(column.degrees),
  vulnerableGroups: fixed(column.texts),
  isAnonymous: fixed(column.flag),
  isConfidential: fixed(column.flag),
  consentToOmbudsman: column.flag,
  allegedMaladministration: fixed(column.texts),
  incidentAt: nullable(column.instant),
  officeHint: fixed(nullable(column.text)),
  complainantRef: nullable(column.uuid),
  lodgedByRef: fixed(column.text),
  lodgedByRole: fixed(column.text),
  office: nullable(column.text),
  officer: nullable(column.text),
  suggestedOffice: nullable(column.text),
  lodgedAt: fixed(column.instant),
  assignedAt: nullable(column.instant),
  resolvedAt: nullable(column.instant),
  closedAt: nullable(column.instant),
  history: { ...column.json, transformer: { from: historyOf, to: (history: readonly Fact[]) => history } },
  language: fixed(column.text),
  toldBy: fixed(column.text), // changed only by `changeMessageChannel`
});
export const complaints = Table.of(complaintEntity);
/** The columns that a decision writes. */
export const decidedComplaints = complaints.without('language', 'toldBy');
/** The columns of the view `complaints.published_complaints`. */
const publishedComplaints = decidedComplaints.without('latitude', 'longitude');
const places = complaints.only('latitude', 'longitude');

/** A row of `complaints.complaints` or of its published view. */
export interface ComplaintRow extends StoredRow {
  /** Present if the query also read the escalation level. */
  readonly escalation_level?: number;
}

/** Maps a row of the published view, which has no coordinates, to the domain state. */
export const publishedComplaintOf = (row: ComplaintRow): Complaint => {
  const {
    lodgedByRef,
    lodgedByRole,
    sequence: _sequence,
    decidedAt: _decidedAt,
    ...state
  } = publishedComplaints.fromRow(row);
  return {
    ...state,
    location: null,
    lodgedBy: { ref: lodgedByRef, role: lodgedByRole },
    ...(row.escalation_level !== undefined && { escalationLevel: row.escalation_level }),
  };
};

/** Maps a row with coordinates to the domain state. */
export const complaintOf = (row: ComplaintRow): Complaint => {
  const { latitude, longitude } = places.fromRow(row);
  return {
    ...publishedComplaintOf(row),
    location: latitude === null || longitude === null ? null : { latitude, longitude },
  };
};

/** Maps the domain state to the columns that a decision writes. */
export const recordOf = (
  { location, lodgedBy, escalationLevel: _level, ...state }: Complaint,
  stream: Pick<ComplaintRecord, 'sequence' | 'decidedAt'>,
): Omit<ComplaintRecord, 'language' | 'toldBy'> => ({
  ...state,
  ...stream,
  latitude: location?.latitude ?? null,
  longitude: location?.longitude ?? null,
  lodgedByRef: lodgedBy.ref,
  lodgedByRole: lodgedBy.role,
});
