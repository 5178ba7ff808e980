import type { City } from './city.js';

/**
 * Asserts the history of a complaint that gets no response: it misses its deadline, escalates level by level and
 * becomes a case of the Ombudsman; every event is audited.
 */
export const expectUnansweredComplaintToReachTheOmbudsman = async (city: City): Promise<void> => {
  const { id, ticket } = await city.lodge();
  await city.advance('P45D');

  expect(await city.complaint(id)).toMatchObject({ status: 'assigned', escalationLevel: 3 });
  const { items } = (await city.get(`/v1/escalations?complaintId=${id}`, { as: 'coordinator' })).body;
  expect(
    items.filter(({ clock }) => clock === 'resolution').map(({ level, target, office }) => ({ level, target, office })),
  ).toEqual([
    { level: 1, target: 'office_head', office: 'PUPR' },
    { level: 2, target: 'coordinator', office: 'PUPR' },
    { level: 3, target: 'ombudsman', office: 'PUPR' },
  ]);
  // first_response is capped at level 2
  expect(Math.max(...items.filter(({ clock }) => clock === 'first_response').map(({ level }) => level))).toBe(2);

  const cases = (await city.get(`/v1/ombudsman/cases?complaintId=${id}`, { as: 'ombudsman' })).body.items;
  expect(cases).toHaveLength(1);
  expect(cases[0]).toMatchObject({
    ticket,
    stage: 'intake_formal',
    office: 'PUPR',
    registrationNumber: expect.stringMatching(/^\d{4}\/LM\/[IVX]+\/2026\/BJM$/),
  });
  expect(Object.fromEntries(cases[0]!.admissibility.map(({ check, passed }) => [check, passed]))).toMatchObject({
    agency_asked_first: true,
    not_before_court: null,
    identity_known_or_confidential: true,
  });
  expect((await city.get(`/v1/complaints/${id}`, { as: 'ombudsman' })).status).toBe(200);

  const audit = (await city.get(`/v1/complaints/${id}/audit?limit=200`, { as: 'auditor' })).body.items;
  const published = (await city.publishedEvents(id)).map(({ source, sequence, type }) => ({ source, sequence, type }));
  expect(audit.map(({ source, sequence, type }) => ({ source, sequence, type }))).toEqual(published);
  expect(audit.every(({ leafHash }) => /^[0-9a-f]{64}$/.test(leafHash))).toBe(true);
};
