import { column, defineEntity, nullable, primary, Table } from '@tuntas/database';

/** A row of `queries.cards`: what the list of complaints shows and filters by. */
interface CardRecord {
  readonly complaintId: string;
  readonly ticket: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly cycle: number;
  readonly classification: string;
  readonly category: string | null;
  readonly channel: string;
  readonly regionCode: string | null;
  readonly office: string | null;
  readonly vulnerableGroups: readonly string[];
  readonly allegedMaladministration: readonly string[];
  readonly lodgedByRef: string;
  readonly lodgedByRole: string;
  readonly lodgedAt: Date;
  readonly dueAt: Date | null;
  readonly breached: boolean;
  readonly escalationLevel: number;
  readonly escalatedTo: readonly string[];
  /** The versions of the sources from which the card was computed. */
  readonly version: number;
  readonly slaSequence: number;
  readonly escalationSequence: number;
  /** Business time of the newest event in the card. */
  readonly updatedAt: Date | null;
}
export const cardEntity = defineEntity<CardRecord>('queries.cards', {
  complaintId: primary(column.uuid),
  ticket: column.text,
  status: column.text,
  outcome: nullable(column.text),
  cycle: column.integer,
  classification: column.text,
  category: nullable(column.text),
  channel: column.text,
  regionCode: nullable(column.text),
  office: nullable(column.text),
  vulnerableGroups: column.texts,
  allegedMaladministration: column.texts,
  lodgedByRef: column.text,
  lodgedByRole: column.text,
  lodgedAt: column.instant,
  dueAt: nullable(column.instant),
  breached: column.flag,
  escalationLevel: column.integer,
  escalatedTo: column.texts,
  version: column.integer,
  slaSequence: column.bigint,
  escalationSequence: column.bigint,
  updatedAt: nullable(column.instant),
});
export const cards = Table.of(cardEntity);
