import { TestApp, until } from '../kit/app.js';
import { livesIn } from '../kit/lives.js';

describe('a duty that is met after its breach', () => {
  let city: TestApp;
  beforeAll(async () => { city = await TestApp.start({ at: '2026-07-06T09:00:00+08:00' }); });
  afterAll(() => city.stop());

  const { staff, accepted, escalations } = livesIn(() => city);
  const told = async (id: string, name: string): Promise<string[]> => (await escalations(id)).filter(({ clock }) => clock === name)
    .map(({ level, status, endReason }) => [level, status, endReason].filter(Boolean).join(' '));

  test('ends its escalations, also where no rung above them counts any more', async () => {
    const { id } = await accepted();
    await city.advance('P14D');
    expect(await told(id, 'first_response')).toEqual(['1 open', '2 open']);
    await staff(id, 'response', { text: 'Maaf terlambat, Bu. Tim kami meninjau lokasi hari ini.' });
    await city.settle();
    expect(await told(id, 'first_response')).toEqual(['1 ended duty_met', '2 ended duty_met']);
  });

  test('ends them whether the clocks or the escalations hear of it first', async () => {
    const { id } = await city.lodge({ category: null });
    await city.advance('P21D');
    for (const name of ['verification', 'completeness_reply']) expect(await told(id, name)).toEqual(['1 open', '2 open']);
    const sla = city.consumer('sla');
    await sla.close();
    await staff(id, 'assignment', { office: 'PUPR', reason: 'Jalan kota' }, 'coordinator');
    await until(async () => (await city.sql(`SELECT FROM eventlog.lag WHERE consumer = 'escalation' AND behind > 0 UNION ALL SELECT FROM eventlog.outbox`)).length === 0);
    await sla.listen();
    await city.settle();
    for (const name of ['verification', 'completeness_reply']) expect(await told(id, name)).toEqual(['1 ended duty_met', '2 ended duty_met']);
  });
});
