import { TestApp, until } from '../../kit/app.js';
import { complaintsIn } from '../../kit/complaints.js';

describe('duty that is met after its breach', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' });
  });
  afterAll(() => city.stop());

  const { staff, accepted, escalations } = complaintsIn(() => city);
  const escalationStates = async (id: string, name: string): Promise<string[]> =>
    (await escalations(id))
      .filter(({ clock }) => clock === name)
      .map(({ level, status, endReason }) => [level, status, endReason].filter(Boolean).join(' '));

  test('ends its escalations, also where no clock of a higher rung runs any more', async () => {
    const { id } = await accepted();
    await city.advance('P14D');
    expect(await escalationStates(id, 'first_response')).toEqual(['1 open', '2 open']);
    await staff(id, 'response', { text: 'Maaf terlambat, Bu. Tim kami meninjau lokasi hari ini.' });
    await city.settle();
    expect(await escalationStates(id, 'first_response')).toEqual(['1 ended duty_met', '2 ended duty_met']);
  });

  test('ends its escalations in either order of consumption by clocks and escalations', async () => {
    const { id } = await city.lodge({ category: null });
    await city.advance('P21D');
    for (const name of ['verification', 'completeness_reply'])
      expect(await escalationStates(id, name)).toEqual(['1 open', '2 open']);
    const sla = city.consumer('sla');
    await sla.close();
    await staff(id, 'assignment', { office: 'PUPR', reason: 'Jalan kota' }, 'coordinator');
    await until(
      async () =>
        (
          await city.sql(
            `SELECT FROM eventlog.lag
              WHERE consumer = 'escalation' AND behind > 0
              UNION ALL SELECT FROM eventlog.outbox`,
          )
        ).length === 0,
    );
    await sla.listen();
    await city.settle();
    for (const name of ['verification', 'completeness_reply'])
      expect(await escalationStates(id, name)).toEqual(['1 ended duty_met', '2 ended duty_met']);
  });

  test('publishes an event, so that lists and the summary include it, in either order of consumption', async () => {
    const { id } = await accepted();
    await city.advance('P13D');
    const sla = city.consumer('sla');
    await sla.close();
    await staff(id, 'contact', { by: 'phone', note: 'Maaf terlambat.' });
    await staff(id, 'response', { text: 'Maaf terlambat, Bu.' });
    await until(
      async () =>
        (
          await city.sql(
            `SELECT FROM eventlog.lag
              WHERE consumer IN ('queries', 'escalation') AND behind > 0
              UNION ALL SELECT FROM eventlog.outbox`,
          )
        ).length === 0,
    );
    await sla.listen();
    await city.settle();
    const late = (await city.publishedEvents(id))
      .filter(({ type }) => type === 'clock.met-late.v1')
      .map(({ data }) => (JSON.parse(data) as { name: string }).name);
    expect(late.filter(name => name !== 'ladder')).toEqual(['human_contact', 'first_response']);
    const [card] = (await city.get(`/v1/complaints?ticket=${(await city.complaint(id)).ticket}`, { as: 'coordinator' }))
      .body.items;
    expect([card!.breached, card!.dueAt]).toEqual([false, (await city.complaint(id)).dueAt]);
    expect(
      await city.sql(
        `SELECT name
          FROM queries.clocks
          WHERE complaint_id = $1 AND status = 'breached' AND worked_minutes > 450
          ORDER BY name`,
        [id],
      ),
    ).toEqual(expect.arrayContaining([{ name: 'first_response' }, { name: 'human_contact' }]));
    const { items } = (
      await city.get(`/v1/complaints/${id}/timeline?limit=200`, {
        as: 'coordinator',
        headers: { 'accept-language': 'en' },
      })
    ).body;
    expect(items.map(({ what }) => what)).toContain('Late: the first response');
  });
});
