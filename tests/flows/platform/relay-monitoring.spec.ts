import { randomUUID } from 'node:crypto';
import { TestApp, until } from '../../kit/app.js';

/** The id of an event of some years ago. */
const oldId = '01900000-0000-7000-8000-000000000000';

describe('GET /health/ready', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterAll(() => city.stop());

  const ready = async () => (await city.get('/health/ready')).body;
  const insertRow = (id: string, subject: string, sequence: number) =>
    city.sql(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
        VALUES ($1, 'complaints', $2, $3, 'complaint.accepted.v1', $4, '{}')`,
      [
        id,
        subject,
        sequence,
        JSON.stringify({ id, type: 'complaint.accepted.v1', source: 'complaints', subject, sequence }),
      ],
    );

  test('warns while the relay stands still, and stops once it continues', async () => {
    await city.settle();
    expect(await ready()).toMatchObject({ status: 'ready', warnings: [] });
    const holder = await city.connection();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE eventlog.log IN ACCESS EXCLUSIVE MODE');
    await insertRow(oldId, randomUUID(), 1);
    expect(await ready()).toMatchObject({
      status: 'ready',
      warnings: [expect.stringContaining('the relay stands still')],
    });
    // the event has no complaint: consumers would park it
    await city.sql('DELETE FROM eventlog.outbox WHERE event_id = $1', [oldId]);
    await holder.query('ROLLBACK');
    holder.release();
    await until(ready, ({ warnings }) => warnings.length === 0);
  });

  test('warns of outbox rows that were set aside until an operator has corrected them', async () => {
    await insertRow(randomUUID(), randomUUID(), 7);
    await until(
      ready,
      ({ status, warnings }) => status === 'ready' && warnings.some((each: string) => each.includes('were rejected')),
    );
    const { id } = await city.lodge();
    await city.settle();
    expect((await city.complaint(id)).status).toBe('assigned');
    expect((await city.get('/metrics')).text).toMatch(/^tuntas_outbox_rejections_total\{reason="gap"\} 1$/m);
    await city.sql(`UPDATE eventlog.outbox_rejected SET settled_at = clock_timestamp(), settled_how = 'stray'`);
    await until(ready, ({ warnings }) => warnings.length === 0);
  });
});
