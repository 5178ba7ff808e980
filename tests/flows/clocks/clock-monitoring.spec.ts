import { pothole, TestApp, until } from '../../kit/app.js';

const step = `INSERT INTO clock.anchor (business_anchor, real_anchor, rate)
  VALUES (clock.reading() + $1::interval, clock_timestamp(), 1)
  ON CONFLICT (single) DO UPDATE SET business_anchor = excluded.business_anchor, real_anchor = excluded.real_anchor`;

describe('clock monitoring', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => city.stop());

  const ready = async () => (await city.get('/health/ready')).body;
  const accept = (id: string) => city.post(`/v1/complaints/${id}/acceptance`, {}, { as: 'officer:PUPR' });

  test('reports that business time stands still, refuses acts, and recovers when the clock has caught up', async () => {
    const { id } = await city.lodge();
    await city.settle();
    expect(await ready()).toMatchObject({ status: 'ready', warnings: [] });
    const { clocks } = await city.complaint(id);

    await city.sql(step, ['-1 hour']);
    expect(await ready()).toMatchObject({
      status: 'ready',
      warnings: [expect.stringContaining('business time stands still')],
    });
    const refused = await until(
      () => city.post('/v1/complaints', pothole, { as: 'counter_clerk' }),
      ({ status }) => status !== 201,
    );
    expect({ status: refused.status, code: refused.problem.code }).toEqual({ status: 503, code: 'clock.behind' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await city.complaint(id)).clocks.map(({ dueAt }) => dueAt)).toEqual(clocks.map(({ dueAt }) => dueAt));

    await city.sql(step, ['1 hour 1 minute']);
    expect(await ready()).toMatchObject({ status: 'ready', warnings: [] });
    expect(
      (
        await until(
          () => accept(id),
          ({ status }) => status !== 503,
        )
      ).status,
    ).toBe(200);
  });

  test.each([-3_600_000, 3_600_000])(
    'reports a process clock that is wrong by %d ms, which looks like a step of the database clock',
    async wrongMs => {
      const right = Date.now.bind(Date);
      jest.spyOn(Date, 'now').mockImplementation(() => right() + wrongMs);
      expect(await ready()).toMatchObject({
        status: 'ready',
        warnings: [expect.stringContaining('differ by more than a minute')],
      });
    },
  );
});
