import { createHash } from 'node:crypto';
import type { LoggedEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { AuditLog } from '../../apps/audit/src/storage/audit-log.js';
import { BareDatabase } from '../kit/bare-database.js';

const subject = '01960000-0000-7000-8000-000000000001';
const other = '01960000-0000-7000-8000-000000000002';
const happened = (sequence: number, about = subject): LoggedEvent =>
  ({
    envelope: {
      specversion: '1.0',
      id: `01960000-0000-7000-8000-${String(sequence).padStart(12, '0')}`,
      type: 'complaint.accepted.v1',
      source: 'complaints',
      subject: about,
      time: '2026-03-17T01:00:00.000Z',
      datacontenttype: 'application/json',
      sequence,
      correlationid: 'r',
      causationid: 'r',
      actorrole: 'officer',
      actorref: 'officer-1',
      actoroffice: 'PUPR',
    },
    data: { cycle: 1, texts: [{ field: 'naïve', textId: 't', hash: '00' }], office: 'PUPR' },
  }) as LoggedEvent;

/** Canonical JSON of RFC 8785, for values without special numbers. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(',')}}`;
};

describe('audit log', () => {
  let bare: BareDatabase;
  let database: Database;
  let log: AuditLog;
  const append = (...events: LoggedEvent[]) => database.transaction(() => log.append(events));
  const places = async () =>
    (await bare.sql(`SELECT position, subject, sequence FROM audit.entries ORDER BY position`)).map(row => [
      Number(row.position),
      row.subject === subject ? 'a' : 'b',
      Number(row.sequence),
    ]);

  beforeEach(async () => {
    bare = await BareDatabase.make();
    database = await bare.openAs('audit');
    log = new AuditLog(database);
  });
  afterEach(() => bare.drop());

  it('stores the exact bytes that were hashed as a leaf of RFC 6962', async () => {
    const event = happened(1);
    await append(event);
    const [row] = await bare.sql<{ leaf: string; leaf_hash: string }>('SELECT leaf, leaf_hash FROM audit.entries');
    expect(row!.leaf).toBe(canonical({ envelope: event.envelope, data: event.data }));
    expect(row!.leaf_hash).toBe(
      createHash('sha256')
        .update(Buffer.concat([Buffer.from([0]), Buffer.from(row!.leaf, 'utf8')]))
        .digest('hex'),
    );
  });

  it('assigns positions in log order without gaps when events are delivered again', async () => {
    await append(happened(1), happened(1, other), happened(2));
    await append(happened(2), happened(1), happened(3), happened(3), happened(2, other));
    expect(await places()).toEqual([
      [1, 'a', 1],
      [2, 'b', 1],
      [3, 'a', 2],
      [4, 'a', 3],
      [5, 'b', 2],
    ]);
  });

  it('assigns every position once when several processes append concurrently', async () => {
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from({ length: 5 }, (_, i) => happened(batch * 5 + i + 1)),
    );
    await Promise.all(batches.map(batch => append(...batch)));
    const all = await places();
    expect(all.map(([position]) => position)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(new Set(all.map(([, , sequence]) => sequence)).size).toBe(40);
    await expect(log.requireComplete()).resolves.toBeUndefined();
  });

  it('detects a missing sequence once, is unhealthy until it is filled, and then recovers', async () => {
    expect(await append(happened(1), happened(1, other))).toEqual({ broken: [], mended: [] });
    expect(await append(happened(4), happened(6))).toEqual({ broken: [{ source: 'complaints', subject }], mended: [] });
    await expect(log.requireComplete()).rejects.toThrow(/missing/);
    expect(await append(happened(7), happened(2), happened(5))).toEqual({ broken: [], mended: [] });
    await expect(log.requireComplete()).rejects.toThrow(/missing/);
    expect(await append(happened(3))).toEqual({ broken: [], mended: [{ source: 'complaints', subject }] });
    await expect(log.requireComplete()).resolves.toBeUndefined();
  });

  it('detects a stream that does not begin at 1', async () => {
    expect((await append(happened(2))).broken).toHaveLength(1);
    expect((await append(happened(1))).mended).toHaveLength(1);
  });

  it.each([`UPDATE audit.entries SET leaf = 'x'`, 'DELETE FROM audit.entries', 'TRUNCATE audit.entries'])(
    'rejects %s for every role',
    async statement => {
      await append(happened(1));
      await expect(database.sql(statement)).rejects.toMatchObject({
        code: '42501',
        message: expect.stringMatching(/permission denied/),
      });
      await expect(bare.sql(statement)).rejects.toMatchObject({
        code: '42501',
        message: 'the audit log is append-only',
      });
      const sly = await bare.connection();
      await sly.query(`SET session_replication_role = replica`);
      await expect(sly.query(statement)).rejects.toMatchObject({
        code: '42501',
        message: 'the audit log is append-only',
      });
      sly.release(true);
      expect(await places()).toHaveLength(1);
    },
  );
});
