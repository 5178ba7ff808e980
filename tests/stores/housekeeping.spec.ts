import { Housekeeping } from '@tuntas/eventlog';
import { TestApp } from '../kit/app.js';

describe('housekeeping', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterAll(() => city.stop());

  test('deletes stored responses after seven days, and not before', async () => {
    const lodge = (key: string) => city.lodge({}, { as: 'counter_clerk', headers: { 'idempotency-key': key } });
    const { id } = await lodge('old');
    await city.sql(`UPDATE eventlog.kept_answers SET kept_at = clock_timestamp() - interval '8 days'`);
    const young = await lodge('young');
    await city.sql(`UPDATE eventlog.kept_answers SET kept_at = kept_at - interval '6 days'`);
    await city.sql(
      `INSERT INTO eventlog.code_attempts
        SELECT 'c:' || n, 3, clock_timestamp() + n * interval '1 minute'
        FROM unnest(ARRAY[-1, 5]) AS n`,
    );
    expect(await city.app.get(Housekeeping).forget()).toBe(1);
    expect(await city.sql('SELECT key FROM eventlog.code_attempts')).toEqual([{ key: 'c:5' }]);
    expect((await lodge('young')).id).toBe(young.id);
    expect((await lodge('old')).id).not.toBe(id);
  });
});
