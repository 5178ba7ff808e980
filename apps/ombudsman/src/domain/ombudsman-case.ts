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

/** Notice that staff must read and decide on. A notice never changes the stage of the case. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly at: Date;
  /** Sequence of the complaint event that caused the notice; null if a referral caused it. */
  readonly sequence: number | null;
}

/** Stage that the case reached, and the decision made with it. */
export interface StageReached {
  readonly stage: CaseStage;
  readonly at: Date;
  readonly ground: InadmissibilityGround | null;
  readonly finding: ExaminationFinding | null;
  /** Types of maladministration that the report found; empty at every other stage. */
  readonly maladministration: readonly Maladministration[];
  /** Id of the note by staff; null for the opening of the case, which the system does. */
  readonly noteId: string | null;
}

/** Case of the Ombudsman, one per complaint. It contains neither identities nor texts. */
export interface OmbudsmanCase {
  readonly id: string;
  readonly complaintId: string;
  readonly ticket: string;
  readonly registrationNumber: string;
  readonly stage: CaseStage;
  /** Ground of inadmissibility; null while the case is admissible. */
  readonly ground: InadmissibilityGround | null;
  /** Finding of the current report; null before the first report and during a new examination. */
  readonly finding: ExaminationFinding | null;
  /** Every stage so far, in order; the last one is the current stage. */
  readonly stages: readonly StageReached[];
  /** The office complained about. */
  readonly office: string | null;
  readonly region: string | null;
  /** Types alleged when the case opened, and types found by the current report. */
  readonly maladministration: readonly { readonly type: Maladministration; readonly finding: 'alleged' | 'found' }[];
  readonly admissibility: readonly CheckResult[];
  readonly notices: readonly Notice[];
  /** Ids of the referrals: the first opened the case, the others are attached. */
  readonly escalationIds: readonly string[];
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  /** Time at which the case ended; null while it is open. */
  readonly endedAt: Date | null;
  readonly version: number;
}

/** Input of `openCase`. */
export interface CaseOpening {
  readonly id: string;
  readonly registrationNumber: string;
  readonly escalationId: string;
  readonly complaint: Pick<Complaint, 'id' | 'ticket' | 'office' | 'regionCode' | 'allegedMaladministration'>;
  readonly admissibility: readonly CheckResult[];
}

/**
 * Opens the case of a complaint. Failed admissibility checks do not prevent it.
 * @param now business time
 * @returns the case at formal intake and a `case.opened.v1` event
 */
export const openCase = (opening: CaseOpening, now: Date): Decision<OmbudsmanCase, CaseEvent> => {
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
};

/**
 * Attaches a later referral to the case. A case that has ended also gets a notice. A repeated referral changes nothing.
 * @param now business time
 */
export const attachReferral = (
  state: OmbudsmanCase,
  escalationId: string,
  now: Date,
): Decision<OmbudsmanCase, CaseEvent> => {
  if (state.escalationIds.includes(escalationId)) return { state, events: [] };
  const attached: OmbudsmanCase = {
    ...state,
    escalationIds: [...state.escalationIds, escalationId],
    version: state.version + 1,
  };
  const events: CaseEvent[] = [{ type: 'case.referral-attached.v1', data: { ...facts(state), escalationId } }];
  return isFinal(state.stage)
    ? withNotice(attached, { kind: 'referred_again', at: now, sequence: null }, events)
    : { state: attached, events };
};

/**
 * Adds a notice about a later development of the complaint. A repeated event changes nothing.
 * @param sequence sequence of the complaint event; identifies repetitions
 * @param now business time
 */
export const addNotice = (
  state: OmbudsmanCase,
  kind: NoticeKind,
  sequence: number,
  now: Date,
): Decision<OmbudsmanCase, CaseEvent> => {
  if (state.notices.some(notice => notice.sequence === sequence)) return { state, events: [] };
  return withNotice({ ...state, version: state.version + 1 }, { kind, at: now, sequence }, []);
};

/**
 * Maps an event of the complaint to the kind of its notice, or null. A contested objection closes the complaint, so it
 * is not a reopening.
 */
export const noticeOf = (event: ComplaintEvent): NoticeKind | null => {
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
};

const withNotice = (
  state: OmbudsmanCase,
  notice: Notice,
  before: readonly CaseEvent[],
): Decision<OmbudsmanCase, CaseEvent> => ({
  state: { ...state, notices: [...state.notices, notice] },
  events: [...before, { type: 'case.notice-added.v1', data: { ...facts(state), kind: notice.kind } }],
});

const facts = ({ id, registrationNumber }: OmbudsmanCase) => ({ caseId: id, registrationNumber });
