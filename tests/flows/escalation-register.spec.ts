import { TestApp } from '../kit/app.js';

let app: TestApp;
beforeAll(async () => { app = await TestApp.start({ at: '2026-03-02T09:00:00+08:00' }); });
afterAll(() => app.stop());

it('probe', async () => {
  const c = await app.lodge();
  await app.advance('P60D');
  const l = await app.get('/v1/escalations', { as: 'coordinator' });
  console.log(JSON.stringify(l.body, null, 1));
  console.log(JSON.stringify((await app.complaint(c.id)).clocks.map((k: any) => [k.name, k.status, k.dueAt])));
  console.log(JSON.stringify((await app.get('/v1/ombudsman/cases', { as: 'ombudsman' })).body, null, 1));
  console.log(JSON.stringify(await app.sql('select * from eventlog.parked')));
  console.log(JSON.stringify(await app.sql('select source, type, sequence from eventlog.log order by position')));
});
