import type { Complaint } from '@tuntas/complaint';
import type {
  CaseEvent,
  CaseStage,
  ComplaintEvent,
  ExaminationFinding,
  InadmissibilityGround,
  Maladministration,
  NoticeKind,
} from '@tuntas/contracts';
import type { Decision } from '@tuntas/kernel';
import type { CheckResult } from './admissibility.js';
import { isFinal } from './case-stages.js';

/** Something that staff must see and decide on; it never moves the case by itself. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly at: Date;
  /** Sequence of the complaint's event that caused it; null where a referral did. */
  readonly sequence: number | null;
}

/** A stage that the case came to, and what was decided with it. */
export interface StageReached {
  readonly stage: CaseStage;
  readonly at: Date;
  readonly ground: InadmissibilityGround | null;
  readonly finding: ExaminationFinding | null;
  /** Which types the report names as found; of any other stage none. */
  readonly maladministration: readonly Maladministration[];
  /** The text that staff noted; null where no person moved the case. */
  readonly noteId: string | null;
}

/** One case per complaint: plain data, no identity, no typed text. */
export interface OmbudsmanCase {
  readonly id: string;
  readonly complaintId: string;
  readonly ticket: string;
  readonly registrationNumber: string;
  readonly stage: CaseStage;
  /** Why it is not admissible, while it is not. */
  readonly ground: InadmissibilityGround | null;
  /** What the present report states; null before there is one, and again in a new examination. */
  readonly finding: ExaminationFinding | null;
  /** Every stage so far, in order; the last one is the present. */
  readonly stages: readonly StageReached[];
  /** The office complained about. */
  readonly office: string | null;
  readonly region: string | null;
  /** What was alleged when it opened, and beside it what the present report found. */
  readonly maladministration: readonly { readonly type: Maladministration; readonly finding: 'alleged' | 'found' }[];
  readonly admissibility: readonly CheckResult[];
  readonly notices: readonly Notice[];
  /** The referrals: the first opened the case, the others are attached. */
  readonly escalationIds: readonly string[];
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  /** Since when nobody works on it any more. */
  readonly endedAt: Date | null;
  readonly version: number;
}

export interface Opening {
  readonly id: string;
  readonly registrationNumber: string;
  readonly escalationId: string;
  readonly complaint: Pick<Complaint, 'id' | 'ticket' | 'office' | 'regionCode' | 'allegedMaladministration'>;
  readonly admissibility: readonly CheckResult[];
}

/** Opens the case of a complaint, whatever its checks say. */
export function openCase(opening: Opening, now: Date): Decision<OmbudsmanCase, CaseEvent> {
  const { id, registrationNumber, escalationId, complaint, admissibility } = opening;
  const { office, regionCode: region, allegedMaladministration } = complaint;
  const state: OmbudsmanCase = {
    id,
    complaintId: complaint.id,
    ticket: complaint.ticket,
    registrationNumber,
    stage: 'intake_formal',
    ground: null,
    finding: null,
    stages: [{ stage: 'intake_formal', at: now, ground: null, finding: null, maladministration: [], noteId: null }],
    office,
    region,
    maladministration: [...new Set(allegedMaladministration)].map(type => ({ type, finding: 'alleged' })),
    admissibility,
    notices: [],
    escalationIds: [escalationId],
    openedAt: now,
    dueAt: null,
    endedAt: null,
    version: 1,
  };
  return {
    state,
    events: [
      {
        type: 'case.opened.v1',
        data: {
          ...facts(state),
          escalationId,
          stage: state.stage,
          region,
          office,
          allegedMaladministration,
          checks: admissibility,
        },
      },
    ],
  };
}

/** A later referral joins the case; to one that has ended it is a notice too. A repetition changes nothing. */
export function attachReferral(
  state: OmbudsmanCase,
  escalationId: string,
  now: Date,
): Decision<OmbudsmanCase, CaseEvent> {
  if (state.escalationIds.includes(escalationId)) return { state, events: [] };
  const attached: OmbudsmanCase = {
    ...state,
    escalationIds: [...state.escalationIds, escalationId],
    version: state.version + 1,
  };
  const events: CaseEvent[] = [{ type: 'case.referral-attached.v1', data: { ...facts(state), escalationId } }];
  return isFinal(state.stage)
    ? noticed(attached, { kind: 'referred_again', at: now, sequence: null }, events)
    : { state: attached, events };
}

/** Tells staff what became of the complaint meanwhile; once per event of the complaint, known by its `sequence`. */
export function addNotice(
  state: OmbudsmanCase,
  kind: NoticeKind,
  sequence: number,
  now: Date,
): Decision<OmbudsmanCase, CaseEvent> {
  if (state.notices.some(notice => notice.sequence === sequence)) return { state, events: [] };
  return noticed({ ...state, version: state.version + 1 }, { kind, at: now, sequence }, []);
}

/**
 * Which notice an event of the complaint is worth, if any; the last objection closes the complaint and reopens nothing.
 */
export function noticeOf(event: ComplaintEvent): NoticeKind | null {
  switch (event.type) {
    case 'complaint.resolved.v1':
      return 'settled_late';
    case 'complaint.withdrawn.v1':
      return 'withdrawn';
    case 'complaint.reopened.v1':
      return 'reopened';
    case 'complaint.objected.v1':
      return event.data.contested ? null : 'reopened';
    default:
      return null;
  }
}

function noticed(
  state: OmbudsmanCase,
  notice: Notice,
  before: readonly CaseEvent[],
): Decision<OmbudsmanCase, CaseEvent> {
  return {
    state: { ...state, notices: [...state.notices, notice] },
    events: [...before, { type: 'case.notice-added.v1', data: { ...facts(state), kind: notice.kind } }],
  };
}

const facts = ({ id, registrationNumber }: OmbudsmanCase) => ({ caseId: id, registrationNumber });
