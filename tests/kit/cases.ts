import type { CaseStage, ExaminationFinding } from '@tuntas/contracts';
import type { City, TestResponse } from './city.js';
import type { Schemas } from './response-body.js';

type Complaint = Schemas['LodgedComplaint'];
type Case = Schemas['OmbudsmanCase'];
type ReferredCase = Case & { readonly complaint: Complaint };
type NonEmpty<T> = [T, ...T[]];

export const caseNote = 'Zq7-catatan: pelapor dihubungi lewat telepon.';

/** The transitions from the opening of a case to a stage. */
const ways: Readonly<Record<CaseStage, readonly CaseStage[]>> = {
  intake_formal: [],
  intake_material: ['intake_material'],
  rapid_response: ['rapid_response'],
  examination: ['intake_material', 'examination'],
  report: ['intake_material', 'examination', 'report'],
  resolution_monitoring: ['intake_material', 'examination', 'report', 'resolution_monitoring'],
  recommendation: ['intake_material', 'examination', 'report', 'resolution_monitoring', 'recommendation'],
  closed: ['intake_material', 'examination', 'report', 'closed'],
  not_admissible: ['not_admissible'],
  deemed_withdrawn: ['deemed_withdrawn'],
  withdrawn: ['withdrawn'],
};

/** The request body of a transition to a stage. */
export const transitionTo = (to: CaseStage, finding: ExaminationFinding = 'maladministration_found'): object => ({
  to,
  note: caseNote,
  ...(to === 'not_admissible' && { ground: 'before_court' }),
  ...(to === 'report' && {
    finding,
    ...(finding === 'maladministration_found' && { maladministration: ['undue_delay'] }),
  }),
});

/**
 * Helpers that refer complaints to the Ombudsman and move their cases through the stages.
 * @param of returns the city once it has started
 */
export const casesIn = (of: () => City) => {
  const caseOf = async ({ id }: Pick<Complaint, 'id'>): Promise<Case> =>
    (await of().get(`/v1/ombudsman/cases?complaintId=${id}`, { as: 'ombudsman' })).body.items[0]!;
  const refer = ({ ticket, receipt }: Complaint): Promise<TestResponse<Schemas['Tracking']>> =>
    of().post(
      `/v1/tracking/${ticket}/referral`,
      { consent: true },
      { headers: { 'x-access-code': receipt.accessCode } },
    );
  /** Lodges complaints and requests a referral for each. */
  const referred = async (count = 1, different: object = {}): Promise<NonEmpty<Complaint>> => {
    const complaints = await Promise.all(Array.from({ length: count }, () => of().lodge(different)));
    await of().settle();
    for (const complaint of complaints) expect((await refer(complaint)).status).toBe(200);
    await of().settle();
    return complaints as NonEmpty<Complaint>;
  };
  /** Lodges complaints, requests their referral and returns their cases. */
  const opened = async (count = 1, different: object = {}): Promise<NonEmpty<ReferredCase>> => {
    const found: ReferredCase[] = [];
    for (const complaint of await referred(count, different)) found.push({ ...(await caseOf(complaint)), complaint });
    return found as NonEmpty<ReferredCase>;
  };
  const change = (
    { id }: Pick<Case, 'id'>,
    body: object,
    headers: Record<string, string> = {},
    as = 'ombudsman',
  ): Promise<TestResponse<Case>> => of().post(`/v1/ombudsman/cases/${id}/transitions`, body, { as, headers });
  const changed = async (kase: Case, to: CaseStage, finding?: ExaminationFinding): Promise<Case> => {
    const answer = await change(kase, transitionTo(to, finding));
    expect([to, answer.status, answer.body]).toEqual([to, 200, expect.objectContaining({ id: kase.id, stage: to })]);
    return answer.body;
  };
  const moveTo = async (kase: Case, stage: CaseStage, finding?: ExaminationFinding): Promise<Case> => {
    let now = kase;
    for (const to of ways[stage]) now = await changed(kase, to, finding);
    return now;
  };
  return { caseOf, refer, referred, opened, change, changed, broughtTo: moveTo };
};
