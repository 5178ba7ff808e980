import type { Answer, City, RequestOptions } from './city.js';

export const missing = [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu?' }];
export const decision = { decision: 'granted', explanation: 'Lubang sudah ditambal.' };

/**
 * Helpers that lead complaints to a state and act on them as staff or citizen.
 * @param of returns the city once it has started
 */
export const complaintsIn = (of: () => City) => {
  const staff = async (id: string, route: string, body: object = {}, as = 'officer:PUPR'): Promise<any> => {
    const answer = await of().post(`/v1/complaints/${id}/${route}`, body, { as });
    expect([route, answer.status, answer.body]).toEqual([route, 200, expect.objectContaining({ id })]);
    return answer.body;
  };
  const byCitizen = (
    { ticket, receipt }: any,
    route: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> =>
    of().post(`/v1/tracking/${ticket}/${route}`, body, {
      headers: { 'x-access-code': receipt.accessCode, ...headers },
    });
  const done = async (complaint: any, route: string, body: object): Promise<any> => {
    const answer = await byCitizen(complaint, route, body);
    expect([route, answer.status, answer.body]).toEqual([
      route,
      200,
      expect.objectContaining({ ticket: complaint.ticket }),
    ]);
    return answer.body;
  };
  const tracked = async ({ ticket, receipt }: any, language = 'id'): Promise<any> =>
    (
      await of().get(`/v1/tracking/${ticket}`, {
        headers: { 'x-access-code': receipt.accessCode, 'accept-language': language },
      })
    ).body;
  const assigned = async (different: object = {}, options?: RequestOptions): Promise<any> => {
    const complaint = await of().lodge(different, options);
    await of().settle();
    return complaint;
  };
  const accepted = async (different: object = {}, options?: RequestOptions): Promise<any> => {
    const complaint = await assigned(different, options);
    await staff(complaint.id, 'acceptance');
    return complaint;
  };
  const resolved = async (different: object = {}, options?: RequestOptions): Promise<any> => {
    const complaint = await accepted(different, options);
    await staff(complaint.id, 'resolution', decision);
    await of().settle();
    return complaint;
  };
  /** The events of a complaint from the complaints stream, once all have been published. */
  const eventsOfComplaint = async (id: string): Promise<{ type: string; data: any }[]> => {
    await of().settle();
    return (await of().publishedEvents(id))
      .filter(({ source }) => source === 'complaints')
      .map(({ type, data }) => ({ type, data: JSON.parse(data) }));
  };
  const types = async (id: string): Promise<string[]> =>
    (await eventsOfComplaint(id)).map(({ type }) => type.replace(/^complaint\.|\.v1$/g, ''));
  const escalations = async (id: string): Promise<any[]> =>
    (await of().get(`/v1/escalations?complaintId=${id}&limit=200`, { as: 'coordinator' })).body.items;
  const caseOf = async (id: string): Promise<any> =>
    (await of().get(`/v1/ombudsman/cases?complaintId=${id}`, { as: 'ombudsman' })).body.items[0];
  const clock = async (id: string, name: string): Promise<any> =>
    (await of().complaint(id)).clocks.filter((each: any) => each.name === name).at(-1);
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
