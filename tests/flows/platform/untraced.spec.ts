import { randomUUID } from 'node:crypto';
import { TestApp } from '../../kit/app.js';

const traceOf = (traceparent: string): string => traceparent.split('-')[1]!;

describe('without recorded spans', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  });
  afterAll(() => app.stop());

  const tracesOf = async (id: string): Promise<Set<string>> =>
    new Set(
      (
        await app.sql<{ traceparent: string }>(
          `SELECT envelope::jsonb->>'traceparent' AS traceparent FROM eventlog.log WHERE subject = $1`,
          [id],
        )
      ).map(({ traceparent }) => traceOf(traceparent)),
    );

  test('the trace of the caller continues up to the Ombudsman, through timers and consumers', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const { id } = await app.lodge(
      {},
      { as: 'counter_clerk', headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } },
    );
    await app.advance('P45D');
    expect((await app.complaint(id)).escalationLevel).toBe(3);
    expect(await tracesOf(id)).toEqual(new Set([traceId]));
  });

  test.each([
    '00-00000000000000000000000000000000-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c',
    'ff-x',
    `00-${'A'.repeat(32)}-b7ad6b7169203331-01`,
  ])('an invalid traceparent (%s) is ignored, and a new trace begins', async traceparent => {
    const { id } = await app.lodge({}, { as: 'counter_clerk', headers: { traceparent } });
    await app.settle();
    const [traceId, ...others] = await tracesOf(id);
    expect(others).toEqual([]);
    expect(traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
  });

  test('an act begins a new trace; effects of time continue the trace of the act that started the clock', async () => {
    const { id } = await app.lodge();
    await app.settle();
    const [lodging] = await tracesOf(id);
    const accepted = await app.post(
      `/v1/complaints/${id}/acceptance`,
      {},
      { as: 'officer:PUPR', headers: { traceparent: `00-${'c'.repeat(32)}-${'d'.repeat(16)}-00` } },
    );
    expect(accepted.status).toBe(200);
    await app.settle();
    expect(await tracesOf(id)).toEqual(new Set([lodging, 'c'.repeat(32)]));
    await app.advance('P120D');
    const breaches = await app.sql<{ name: string; traceparent: string }>(
      `SELECT data::jsonb->>'name' AS name, envelope::jsonb->>'traceparent' AS traceparent
        FROM eventlog.log
        WHERE subject = $1 AND type = 'clock.breached.v1'`,
      [id],
    );
    expect(breaches.filter(({ name }) => name === 'resolution').map(({ traceparent }) => traceOf(traceparent))).toEqual(
      [lodging],
    );
    expect(await tracesOf(id)).toEqual(new Set([lodging, 'c'.repeat(32)]));
  });

  test('a refusal carries the trace of the caller, or a new one', async () => {
    const traceId = 'e'.repeat(32);
    const refused = (headers: Record<string, string>) =>
      app.get(`/v1/complaints/${randomUUID()}`, { as: 'coordinator', headers });
    expect((await refused({ traceparent: `00-${traceId}-${'f'.repeat(16)}-00` })).problem.traceId).toBe(traceId);
    expect((await refused({})).problem.traceId).toMatch(/^(?!e{32})[0-9a-f]{32}$/);
  });
});
