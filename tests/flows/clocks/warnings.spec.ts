import { TestApp } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';

// A Monday; no holiday until the middle of August. The response is due on Monday the 13th at 16:00, the decision on the
// 24th.
const start = '2026-07-06T09:00:00+08:00';
const wita = (local: string): string => new Date(`${local}:00+08:00`).toISOString();
/**
 * In full minutes, since the lodging is a moment after nine: half of the time is over some milliseconds after 08:15.
 */
const ofResponse = [
  [50, wita('2026-07-09T08:16')],
  [75, wita('2026-07-10T13:08')],
  [90, wita('2026-07-13T10:40')],
];

describe('warnings', () => {
  let city: TestApp;
  beforeEach(async () => {
    city = await TestApp.start({ at: start });
  });
  afterEach(() => city.stop());
  const { staff, byCitizen, accepted } = complaintsIn(() => city);

  /** The published warnings of a complaint in order: name, percent and instant. */
  const warned = async (id: string, name?: string): Promise<[string, number, string][]> => {
    await city.settle();
    return (await city.publishedEvents(id))
      .filter(({ type }) => type === 'clock.warned.v1')
      .map(({ data }) => JSON.parse(data))
      .filter(warning => name === undefined || warning.name === name)
      .map(warning => [warning.name, warning.percent, warning.at]);
  };
  const listed = async (id: string, query: string): Promise<string[]> =>
    (await city.get(`/v1/sla/clocks?limit=200&${query}`, { as: 'sla_operator' })).body.items
      .filter(clock => clock.complaintId === id)
      .map(({ name }) => name);

  test('come at their instants, are visible to operators, and raise nothing', async () => {
    const { id } = await city.lodge();
    await city.settle();
    await city.set('2026-07-09T08:15:59+08:00');
    expect(await warned(id)).toEqual([]);
    await city.set('2026-07-09T08:16:00+08:00');
    expect(await warned(id)).toEqual([['first_response', ...ofResponse[0]!]]);
    expect(await listed(id, 'warned=50')).toEqual(['first_response']);
    expect(await listed(id, 'warned=75')).toEqual([]);
    await city.set('2026-07-13T15:59:00+08:00');
    expect(await warned(id)).toEqual(ofResponse.map(([percent, at]) => ['first_response', percent, at]));
    expect(await listed(id, 'warned=90&status=running')).toEqual(['first_response']);
    expect((await city.get(`/v1/escalations?complaintId=${id}`, { as: 'coordinator' })).body.items).toEqual([]);
    expect(await city.complaint(id)).toMatchObject({ escalationLevel: 0 });
    const timeline = (
      await city.get(`/v1/complaints/${id}/timeline?limit=200`, {
        as: 'officer:PUPR',
        headers: { 'accept-language': 'en' },
      })
    ).body.items;
    expect(JSON.stringify(timeline)).toMatch(/75% of the time for/);

    await city.advance('P60D');
    const all = await warned(id);
    expect(all.map(([name, percent]) => `${name} ${percent}`)).toEqual([
      'first_response 50',
      'first_response 75',
      'first_response 90',
      'resolution 50',
      'resolution 75',
      'resolution 90',
    ]); // no warning for the decision, which is due later
  });

  test('come for duties of the coordinator too, from the first of the two clocks only', async () => {
    const { id } = await city.lodge({ category: null });
    await city.advance('P20D');
    expect((await warned(id)).map(([name, percent]) => `${name} ${percent}`)).toEqual(
      expect.arrayContaining(['verification 50', 'verification 75', 'verification 90']),
    );
    expect(await warned(id, 'completeness_reply')).toEqual([]);
  });

  test('delayed by an outage are published once with their instants, and never for a met duty', async () => {
    const [neglected, answered] = [await accepted(), await accepted()];
    await city.consumer('sla').close();
    await city.jump('P3DT22H30M'); // Friday, 07:30: half of the time is over
    await staff(answered.id, 'response', { text: 'Kami tinjau.', isPublic: true });
    await city.jump('P5D');
    await city.consumer('sla').listen();
    expect(await warned(neglected.id, 'first_response')).toEqual(
      ofResponse.map(([percent, at]) => ['first_response', percent, at]),
    );
    const types = (await city.publishedEvents(neglected.id))
      .map(({ type, data }) => ({ type, ...JSON.parse(data) }))
      .filter(({ name }) => name === 'first_response')
      .map(({ type }) => type);
    expect(types).toEqual([
      'clock.started.v1',
      'clock.warned.v1',
      'clock.warned.v1',
      'clock.warned.v1',
      'clock.breached.v1',
    ]);
    expect(await warned(answered.id, 'first_response')).toEqual([['first_response', ...ofResponse[0]!]]);
  });

  test('wait while the complainant is asked, and are not repeated when office or class changes', async () => {
    const complaint = await accepted();
    await city.set('2026-07-15T13:30:00+08:00');
    expect((await warned(complaint.id, 'resolution')).map(([, percent, at]) => [percent, at])).toEqual([
      [50, wita('2026-07-15T13:01')],
    ]);
    await staff(complaint.id, 'information-request', { question: 'Lajur kiri atau kanan, Bu?', dueInWorkingDays: 5 });
    await city.advance('P5D');
    expect(await warned(complaint.id, 'resolution')).toHaveLength(1);
    expect((await byCitizen(complaint, 'answer', { text: 'Kiri' })).status).toBe(200);
    await staff(
      complaint.id,
      'classification',
      { classification: 'supervisory_complaint', reason: 'Ini dugaan pungli' },
      'coordinator',
    );
    await staff(complaint.id, 'transfer', { toOffice: 'RSUD-SULTAN-SURIANSYAH', reason: 'Halaman rumah sakit' });
    await city.advance('P90D');
    expect((await warned(complaint.id, 'resolution')).map(([, percent]) => percent)).toEqual([50, 75, 90]);
  });
});
