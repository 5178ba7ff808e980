import type { ClockName, DomainEvent } from '@tuntas/contracts';
import type { City, RequestOptions, TestResponse } from './city.js';
import type { CitizenRoute, Schemas, StaffRoute } from './response-body.js';

type Complaint = Schemas['LodgedComplaint'];
type Credentials = Pick<Complaint, 'ticket' | 'receipt'>;

export const missing = [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu?' }];
export const decision = { decision: 'granted', explanation: 'Lubang sudah ditambal.' };

/**
 * Helpers that lead complaints to a state and act on them as staff or citizen.
 * @param of returns the city once it has started
 */
export const complaintsIn = (of: () => City) => {
  const staff = async (
    id: string,
    route: StaffRoute,
    body: object = {},
    as = 'officer:PUPR',
  ): Promise<Schemas['Complaint']> => {
    const answer = await of().post(`/v1/complaints/${id}/${route}`, body, { as });
    expect([route, answer.status, answer.body]).toEqual([route, 200, expect.objectContaining({ id })]);
    return answer.body;
  };
  const byCitizen = (
    { ticket, receipt }: Credentials,
    route: CitizenRoute,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<TestResponse<Schemas['Tracking']>> =>
    of().post(`/v1/tracking/${ticket}/${route}`, body, {
      headers: { 'x-access-code': receipt.accessCode, ...headers },
    });
  const done = async (complaint: Credentials, route: CitizenRoute, body: object): Promise<Schemas['Tracking']> => {
    const answer = await byCitizen(complaint, route, body);
    expect([route, answer.status, answer.body]).toEqual([
      route,
      200,
      expect.objectContaining({ ticket: complaint.ticket }),
    ]);
    return answer.body;
  };
  const tracked = async ({ ticket, receipt }: Credentials, language = 'id'): Promise<Schemas['Tracking']> =>
    (
      await of().get(`/v1/tracking/${ticket}`, {
        headers: { 'x-access-code': receipt.accessCode, 'accept-language': language },
      })
    ).body;
  const assigned = async (different: object = {}, options?: RequestOptions): Promise<Complaint> => {
    const complaint = await of().lodge(different, options);
    await of().settle();
    return complaint;
  };
  const accepted = async (different: object = {}, options?: RequestOptions): Promise<Complaint> => {
    const complaint = await assigned(different, options);
    await staff(complaint.id, 'acceptance');
    return complaint;
  };
  const resolved = async (different: object = {}, options?: RequestOptions): Promise<Complaint> => {
    const complaint = await accepted(different, options);
    await staff(complaint.id, 'resolution', decision);
    await of().settle();
    return complaint;
  };
  /** The events of a complaint from the complaints stream, once all have been published. */
  const eventsOfComplaint = async (id: string): Promise<DomainEvent[]> => {
    await of().settle();
    return (await of().publishedEvents(id))
      .filter(({ source }) => source === 'complaints')
      .map(({ type, data }) => ({ type, data: JSON.parse(data) }) as DomainEvent);
  };
  const types = async (id: string): Promise<string[]> =>
    (await eventsOfComplaint(id)).map(({ type }) => type.replace(/^complaint\.|\.v1$/g, ''));
  const escalations = async (id: string): Promise<Schemas['Escalation'][]> =>
    (await of().get(`/v1/escalations?complaintId=${id}&limit=200`, { as: 'coordinator' })).body.items;
  const caseOf = async (id: string): Promise<Schemas['OmbudsmanCase']> =>
    (await of().get(`/v1/ombudsman/cases?complaintId=${id}`, { as: 'ombudsman' })).body.items[0]!;
  const clock = async (id: string, name: ClockName): Promise<Schemas['Clock']> =>
    (await of().complaint(id)).clocks.filter(each => each.name === name).at(-1)!;
  return {
    staff,
    byCitizen,
    done,
    tracked,
    assigned,
    accepted,
    resolved,
    ofComplaint: eventsOfComplaint,
    types,
    escalations,
    caseOf,
    clock,
  };
};
