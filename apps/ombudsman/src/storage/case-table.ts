import { column, defineEntity, fixed, nullable, primary, Table, type Database, type StoredRow } from '@tuntas/database';
import type { StreamRow } from '@tuntas/eventlog';
import type { OmbudsmanCase, StageReached } from '../domain/index.js';
import type { StoredCase } from '../use-cases/ports.js';

/** Stage as stored in JSON. Stages stored before reports named types lack `maladministration`. */
export type StageJson = Omit<StageReached, 'at' | 'maladministration'> & {
  readonly at: string;
  readonly maladministration?: StageReached['maladministration'];
};
export const stageOf = ({ at, maladministration = [], ...reached }: StageJson): StageReached => ({
  ...reached,
  at: new Date(at),
  maladministration,
});

type Notice = OmbudsmanCase['notices'][number];
type NoticeJson = Omit<Notice, 'at'> & { readonly at: string };

/** A row of `ombudsman.cases`. */
interface CaseRecord extends OmbudsmanCase {
  readonly knownSequence: number;
  /** Business time of the last change. */
  readonly updatedAt: Date | null;
}
export const caseEntity = defineEntity<CaseRecord>('ombudsman.cases', {
  id: primary(column.uuid),
  complaintId: fixed(column.uuid),
  ticket: fixed(column.text),
  registrationNumber: fixed(column.text),
  stage: column.text,
  ground: nullable(column.text),
  finding: nullable(column.text),
  stages: {
    ...column.json,
    transformer: {
      from: (stages: readonly StageJson[]) => stages.map(stageOf),
      to: (stages: readonly StageReached[]) => stages,
    },
  },
  office: fixed(nullable(column.text)),
  region: fixed(nullable(column.text)),
  maladministration: column.json,
  admissibility: fixed(column.json),
  notices: {
    ...column.json,
    transformer: {
      from: (notices: readonly NoticeJson[]) => notices.map(notice => ({ ...notice, at: new Date(notice.at) })),
      to: (notices: readonly Notice[]) => notices,
    },
  },
  escalationIds: column.uuids,
  openedAt: fixed(column.instant),
  dueAt: nullable(column.instant),
  endedAt: nullable(column.instant),
  version: column.integer,
  knownSequence: fixed(column.bigint),
  updatedAt: nullable(column.instant),
});
export const cases = Table.of(caseEntity);

export const caseHeadEntity = defineEntity<StreamRow>('ombudsman.heads', {
  complaintId: primary(column.uuid),
  sequence: column.bigint,
});
export const caseHeads = Table.of(caseHeadEntity);

export const storedCaseOf = (row: StoredRow): StoredCase => {
  const { knownSequence, updatedAt: _updatedAt, ...state } = cases.fromRow(row);
  return { state, knownSequence };
};

const upsertCases = cases.upsert;

/**
 * Inserts or updates cases in one statement.
 * @param time business time of the change
 */
export const storeCases = async (database: Database, changed: readonly StoredCase[], time: Date): Promise<void> => {
  const records = changed.map(({ state, knownSequence }) => ({ ...state, knownSequence, updatedAt: time }));
  await database.run(upsertCases, [cases.json(records)]);
};
