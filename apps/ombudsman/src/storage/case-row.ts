import type { Database } from '@tuntas/database';
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

/** A row of `ombudsman.cases`. */
export interface CaseRow {
  readonly [column: string]: unknown;
  readonly complaint_id: string;
  readonly known_sequence: number;
  readonly notices: readonly (Omit<OmbudsmanCase['notices'][number], 'at'> & { readonly at: string })[];
  readonly stages: readonly StageJson[];
}

export const caseOf = (row: CaseRow): OmbudsmanCase =>
  ({
    id: row['id'],
    complaintId: row.complaint_id,
    ticket: row['ticket'],
    registrationNumber: row['registration_number'],
    stage: row['stage'],
    ground: row['ground'],
    finding: row['finding'],
    stages: row.stages.map(stageOf),
    office: row['office'],
    region: row['region'],
    maladministration: row['maladministration'],
    admissibility: row['admissibility'],
    notices: row.notices.map(notice => ({ ...notice, at: new Date(notice.at) })),
    escalationIds: row['escalation_ids'],
    openedAt: row['opened_at'],
    dueAt: row['due_at'],
    endedAt: row['ended_at'],
    version: row['version'],
  }) as OmbudsmanCase;

const rowOf = ({ state, knownSequence }: StoredCase, updatedAt: Date): object => ({
  id: state.id,
  complaint_id: state.complaintId,
  ticket: state.ticket,
  registration_number: state.registrationNumber,
  stage: state.stage,
  ground: state.ground,
  finding: state.finding,
  stages: state.stages,
  office: state.office,
  region: state.region,
  maladministration: state.maladministration,
  admissibility: state.admissibility,
  notices: state.notices,
  escalation_ids: state.escalationIds,
  opened_at: state.openedAt,
  due_at: state.dueAt,
  ended_at: state.endedAt,
  version: state.version,
  known_sequence: knownSequence,
  updated_at: updatedAt,
});

/**
 * Inserts or updates cases in one statement.
 * @param time business time of the change
 */
export const storeCases = async (database: Database, cases: readonly StoredCase[], time: Date): Promise<void> => {
  await database.run(
    `INSERT INTO ombudsman.cases SELECT * FROM jsonb_populate_recordset(NULL::ombudsman.cases, $1)
     ON CONFLICT (id) DO UPDATE SET
       stage = excluded.stage, ground = excluded.ground, finding = excluded.finding, stages = excluded.stages,
       maladministration = excluded.maladministration, notices = excluded.notices,
       escalation_ids = excluded.escalation_ids, due_at = excluded.due_at, ended_at = excluded.ended_at,
       version = excluded.version, updated_at = excluded.updated_at`,
    [JSON.stringify(cases.map(each => rowOf(each, time)))],
  );
};
