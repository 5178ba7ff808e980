import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { decide, lodge, type Complaint, type Ruling } from '@tuntas/complaint';
import { complaintActs } from '@tuntas/complaint/acts';
import { PgComplaintStore, SaltedTexts } from '@tuntas/complaint/storage';
import { Database, DatabaseBusinessTime, KeyRing, loginRoles, roleNames, UuidV7Ids } from '@tuntas/database';
import { StoredResponses, Outbox, LoopNotifier } from '@tuntas/eventlog';
import type { Actor, IdempotentRequest } from '@tuntas/kernel';
import { until } from '../kit/app.js';
import { BareDatabase, cause, Gate } from '../kit/bare-database.js';
import { deployment } from '../kit/database.js';

const ids = new UuidV7Ids();
const texts = new SaltedTexts(ids);
const clerk: Actor = { role: 'counter_clerk', ref: 'clerk-1', office: null, client: null };
const coordinator: Actor = { role: 'coordinator', ref: 'coordinator-1', office: null, client: null };
const officer: Actor = { role: 'officer', ref: 'officer-1', office: 'PUPR', client: null };
const retry = (key: string | null = null): IdempotentRequest => ({
  client: 'test',
  method: 'POST',
  path: '/act',
  key,
  body: '{}',
});
const reply = async () => ({ status: 200, body: {} });
const answers = (complaint: Complaint, now: Date): Ruling =>
  decide(complaintActs.respond, complaint, officer, { isPublic: true, texts: [] }, now);

let bare: BareDatabase;
let store: PgComplaintStore;
let intake: PgComplaintStore;
let casework: Database;
const storeOf = (database: Database): PgComplaintStore =>
  new PgComplaintStore(
    database,
    new DatabaseBusinessTime(database),
    new Outbox(database, ids, new LoopNotifier()),
    new StoredResponses(database, new KeyRing('answers', 'old answers', randomBytes(32))),
    ids,
    new LoopNotifier(),
  );
beforeEach(async () => {
  bare = await BareDatabase.make();
  casework = await bare.openAs('casework', 16);
  store = storeOf(casework);
  intake = storeOf(await bare.openAs('intake'));
});
afterEach(() => bare.drop());

/** A complaint in progress at its office, at version 3. */
const inProgress = async (description = 'Sudah tiga minggu ada lubang besar.'): Promise<string> => {
  const id = ids.next();
  const sealed = texts.seal({ description });
  await intake.lodge(
    { by: clerk, cause, texts: sealed, retry: retry(), notification: { language: 'id', channel: 'print' } },
    (number, now) =>
      lodge(
        {
          id,
          ticket: `BJM-${number}`,
          channel: 'counter',
          counter: 'MPP-03',
          classification: null,
          category: 'roads.pothole',
          regionCode: null,
          location: null,
          vulnerableGroups: [],
          isAnonymous: false,
          isConfidential: false,
          consentToOmbudsman: false,
          allegedMaladministration: [],
          incidentAt: null,
          officeHint: null,
          complainantRef: null,
          texts: sealed.map(({ field, textId, hash }) => ({ field, textId, hash })),
        },
        clerk,
        now,
      ),
    async () => undefined,
    reply,
  );
  await store.decide(id, { by: coordinator, cause }, (complaint, now) =>
    decide(complaintActs.assign, complaint, coordinator, { office: 'PUPR', ruleVersion: null, texts: [] }, now),
  );
  await store.decide(id, { by: officer, cause }, (complaint, now) =>
    decide(complaintActs.accept, complaint, officer, { officer: null, texts: [] }, now),
  );
  return id;
};
const respondTo = (id: string, by: PgComplaintStore = store) =>
  by.act(id, { by: officer, cause, retry: retry() }, answers, reply);
interface DecidedRow {
  readonly version: number;
  readonly sequence: number;
  readonly decided_at: Date;
  readonly history: readonly { readonly at: string }[];
}
const rowOf = async (id: string) =>
  (await bare.sql<DecidedRow>('SELECT * FROM complaints.complaints WHERE id = $1', [id]))[0]!;
const publishedEvents = async (id: string) =>
  bare.sql<{ sequence: number; type: string; time: Date }>(
    `SELECT sequence::int, type, (envelope::jsonb->>'time')::timestamptz AS time
      FROM eventlog.outbox
      WHERE subject = $1
      ORDER BY id`,
    [id],
  );
const now = async (): Promise<Date> => (await bare.sql<{ now: Date }>('SELECT clock.now() AS now'))[0]!.now;
const moveClock = (interval: string, rate: number) =>
  bare.sql(
    `INSERT INTO clock.anchor (business_anchor, real_anchor, rate)
      VALUES (clock.now() + $1::interval, clock_timestamp(), $2)
      ON CONFLICT (single) DO UPDATE
        SET business_anchor = excluded.business_anchor, real_anchor = excluded.real_anchor, rate = excluded.rate`,
    [interval, rate],
  );

describe('time of a decision that waited for a lock', () => {
  const holders: { who: string; hold: string; release: 'COMMIT' | 'ROLLBACK' }[] = [
    { who: 'a shared lock', hold: 'SELECT FROM complaints.complaints WHERE id = $1 FOR SHARE', release: 'COMMIT' },
    {
      who: 'a shared lock that is rolled back',
      hold: 'SELECT FROM complaints.complaints WHERE id = $1 FOR SHARE',
      release: 'ROLLBACK',
    },
    {
      who: 'an update that is rolled back',
      hold: `UPDATE complaints.complaints SET officer = 'nobody' WHERE id = $1`,
      release: 'ROLLBACK',
    },
    {
      who: 'an update that is committed',
      hold: `UPDATE complaints.complaints SET officer = officer WHERE id = $1`,
      release: 'COMMIT',
    },
  ];

  test.each(holders)('is not before the release by $who', async ({ hold, release }) => {
    const id = await inProgress();
    const holder = await bare.connection();
    let releasedAt: Date;
    let deciding: Promise<unknown>;
    try {
      await holder.query('BEGIN');
      await holder.query(hold, [id]);
      deciding = respondTo(id);
      await until(
        () => bare.waiting('casework'),
        waiting => waiting === 1,
      );
      const waitingAt = await now();
      releasedAt = await until(now, instant => instant.getTime() > waitingAt.getTime() + 20);
    } finally {
      await holder.query(release);
      holder.release();
    }
    await deciding;
    const { decided_at: decidedAt, history, version } = await rowOf(id);
    expect(version).toBe(4);
    expect(decidedAt.getTime()).toBeGreaterThanOrEqual(releasedAt.getTime());
    expect(new Date(history.at(-1)!.at)).toEqual(decidedAt);
    expect((await publishedEvents(id)).at(-1)!.time).toEqual(decidedAt);
  });
});

describe('decision store', () => {
  test('assigns versions and sequences without gaps, and increasing time, under sixteen parallel writers', async () => {
    const complaints = await Promise.all([inProgress(), inProgress(), inProgress()]);
    const stores = [store, storeOf(await bare.openAs('casework', 16)), storeOf(await bare.openAs('routing', 16))];
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let turn = 0; turn < 15; turn += 1) await respondTo(complaints[(writer + turn) % 3]!, stores[writer % 3]);
    });
    await Promise.all(writers);
    for (const id of complaints) {
      const row = await rowOf(id);
      const events = await publishedEvents(id);
      expect(row.version).toBe(3 + 80);
      expect(row.sequence).toBe(4 + 80); // the assignment published two events
      expect(row.history).toHaveLength(row.version);
      expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: row.sequence }, (_, i) => i + 1));
      const times = events.map(({ time }) => time.getTime());
      expect(times).toEqual(times.toSorted((a: number, b: number) => a - b));
      expect(row.history.map(({ at }: { at: string }) => new Date(at).getTime())).toEqual(
        times.filter((_: number, i: number) => i !== 1),
      );
      expect(row.decided_at.getTime()).toBe(times.at(-1));
    }
  });

  test('adds one version for a decision and none for a note', async () => {
    const id = await inProgress();
    await respondTo(id);
    expect((await rowOf(id)).version).toBe(4);
    await store.decide(id, { by: officer, cause }, (complaint, at) =>
      decide(complaintActs.note, complaint, officer, { texts: [] }, at),
    );
    const row = await rowOf(id);
    expect({ version: row.version, sequence: row.sequence, facts: row.history.length }).toEqual({
      version: 4,
      sequence: 6,
      facts: 4,
    });
  });

  test('writes nothing when the rule decides nothing', async () => {
    const id = await inProgress();
    const before = await rowOf(id);
    await store.decide(id, { by: officer, cause }, complaint => ({ state: complaint, events: [] }));
    expect(await rowOf(id)).toEqual(before);
  });

  test.each<{
    what: string;
    rule: (complaint: Complaint, at: Date) => Ruling;
    answer: () => Promise<{ status: number; body: unknown }>;
  }>([
    {
      what: 'the rule refuses',
      rule: () => {
        throw new Error('refused');
      },
      answer: reply,
    },
    { what: 'the response fails', rule: answers, answer: () => Promise.reject(new Error('refused')) },
  ])('writes nothing when $what, and the same key can be tried again', async ({ rule, answer }) => {
    const id = await inProgress();
    const everything = async () => ({
      row: await rowOf(id),
      outbox: await publishedEvents(id),
      texts: await bare.sql('SELECT * FROM complaints.texts'),
      answers: await bare.sql('SELECT * FROM eventlog.kept_answers'),
    });
    const before = await everything();
    const request = {
      by: officer,
      cause,
      texts: texts.seal({ response: 'Kami meninjau lokasi.' }),
      retry: retry('key-1'),
    };
    await expect(store.act(id, request, rule, answer)).rejects.toThrow('refused');
    expect(await everything()).toEqual(before);
    expect(await store.act(id, request, answers, reply)).toMatchObject({ replayed: false });
    expect(await store.act(id, request, answers, reply)).toMatchObject({ replayed: true });
    expect((await rowOf(id)).version).toBe(4);
  });

  test('stores typed texts in their table only', async () => {
    const id = await inProgress('MARKER-description');
    const sealed = texts.seal({ response: 'MARKER-response' });
    await store.act(
      id,
      { by: officer, cause, texts: sealed, retry: retry('key-1') },
      (complaint, at) =>
        decide(
          complaintActs.respond,
          complaint,
          officer,
          { isPublic: true, texts: sealed.map(({ field, textId, hash }) => ({ field, textId, hash })) },
          at,
        ),
      async () => ({ status: 200, body: { text: 'MARKER-response' } }),
    );
    const tables = await bare.sql<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const places: string[] = [];
    for (const { name } of tables) {
      const found = await bare.sql(
        `SELECT FROM ${name} AS t WHERE t::text LIKE '%MARKER%' OR t::text LIKE '%' || encode('MARKER', 'hex') || '%'`,
      );
      if (found.length > 0) places.push(name);
    }
    expect(places).toEqual(['complaints.texts']);
    expect(
      (await bare.sql('SELECT body FROM complaints.texts ORDER BY typed_at, body')).map(({ body }) => body),
    ).toEqual(['MARKER-description', 'MARKER-response']);
  });
});

describe('business time that steps back', () => {
  const timer = (id: string) => store.decide(id, { by: officer, cause }, answers);

  test('stands still: no service records an instant before one that any service has recorded', async () => {
    const [seldom, often] = [await inProgress(), await inProgress()];
    const sla = await bare.openAs('sla');
    const breach = await until(
      () => sla.transaction(() => new DatabaseBusinessTime(sla).now()),
      instant => instant > new Date(0),
    );
    await moveClock('-1 hour', 1);
    await timer(often);
    await timer(seldom);
    expect([(await rowOf(often)).decided_at, (await rowOf(seldom)).decided_at]).toEqual([breach, breach]);
    expect(await sla.transaction(() => new DatabaseBusinessTime(sla).now())).toEqual(breach);
  });

  test('stands still also when the transaction that reached the instant was rolled back', async () => {
    const id = await inProgress();
    let reached: Date;
    await expect(
      casework.transaction(async () => {
        reached = await new DatabaseBusinessTime(casework).now();
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
    await moveClock('-1 hour', 1);
    await timer(id);
    expect((await rowOf(id)).decided_at).toEqual(reached!);
  });

  test('lets acts continue at the latest instant after a small step, and runs on after it', async () => {
    const id = await inProgress();
    await moveClock('-300 milliseconds', 1);
    const { decided_at: newest } = await rowOf(id);
    await respondTo(id, storeOf(casework));
    expect((await rowOf(id)).decided_at >= newest).toBe(true);
    await until(now, instant => instant > newest);
    await respondTo(id);
    expect((await rowOf(id)).decided_at > newest).toBe(true);
  });

  test.each([
    { which: 'that has long been open', openNow: () => store },
    { which: 'that was opened since', openNow: () => storeOf(casework) },
  ])(
    'makes a store $which refuse acts, but no timer, after a large step, until the clock has caught up',
    async ({ openNow }) => {
      const id = await inProgress();
      await respondTo(id);
      await moveClock('-1 hour', 0);
      const opened = openNow();
      const refused = await until(
        () =>
          respondTo(id, opened).then(
            () => null,
            (error: unknown) => error,
          ),
        error => error !== null,
      );
      expect(refused).toMatchObject({ kind: 'unavailable', code: 'clock.behind' });
      const { version } = await rowOf(id);
      await timer(id);
      expect((await rowOf(id)).version).toBe(version + 1);
      await moveClock('2 hours', 1);
      await until(() =>
        respondTo(id, opened).then(
          () => true,
          () => false,
        ),
      );
    },
  );
});

describe('service that hangs inside a transaction', () => {
  test('is cut off, so that others continue, and its transaction is rolled back', async () => {
    const id = await inProgress();
    const gate = new Gate();
    const frozen = expect(
      casework.transaction(async () => {
        await casework.run(`UPDATE complaints.complaints SET officer = 'nobody' WHERE id = $1`, [id]);
        await gate.passed;
        await casework.sql('SELECT 1');
      }),
    ).rejects.toThrow();
    await until(
      async () =>
        (
          await bare.sql(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
          )
        ).length === 1,
    );
    const holder: PoolClient = await bare.connection();
    try {
      // returns when the server has ended the session
      await holder.query('SELECT FROM complaints.complaints WHERE id = $1 FOR UPDATE', [id]);
    } finally {
      holder.release();
    }
    gate.open();
    await frozen;
    await respondTo(id);
    expect(await rowOf(id)).toMatchObject({ version: 4, officer: 'officer-1' });
  });

  test('is cut off, whichever service it is', async () => {
    const rows = await bare.sql<{ name: string; settings: string[] }>(
      'SELECT rolname AS name, rolconfig AS settings FROM pg_roles WHERE rolname = ANY($1)',
      [loginRoles.map(role => roleNames(deployment).login(role))],
    );
    expect(rows).toHaveLength(loginRoles.length);
    for (const { settings } of rows) expect(settings).toContain('idle_in_transaction_session_timeout=2s');
  });
});
