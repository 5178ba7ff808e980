import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Healer } from '@tuntas/eventlog';
import { createProcess, startService } from '@tuntas/platform';
import { SlaModule } from '@tuntas/sla';
import { Sweeper } from '../../../apps/sla/src/sweeper.js';
import { SweepDueClocks } from '../../../apps/sla/src/use-cases/sweep-due-clocks.js';
import { databaseProblem } from '../../../libs/platform/src/api/problems/database-problem.js';
import { TestApp, testSettings, testSecrets, until, type TestResponse } from '../../kit/app.js';
import { HeldAct, installHoldTrigger } from '../../kit/held-act.js';

// A Tuesday: the first response is due on 31 March at the end of office hours, the contact in person on 25 March.
const start = '2026-03-17T09:00:00+08:00';
const responseDueAt = '2026-03-31T16:00:00+08:00';
const pastDue = 'P15D';
const officer = { as: 'officer:PUPR' };

let city: TestApp;
/** Complaints that an office has accepted and that lack a first response. */
const inProgress = async (count: number, different: object = {}): Promise<string[]> => {
  const ids = await Promise.all(Array.from({ length: count }, async () => (await city.lodge(different)).id));
  await city.settle();
  await Promise.all(ids.map(accept));
  await city.settle();
  return ids;
};
const oneInProgress = async (): Promise<string> => (await inProgress(1))[0]!;
const accept = (id: string) => city.post(`/v1/complaints/${id}/acceptance`, {}, officer);
const respond = (id: string) =>
  city.post(`/v1/complaints/${id}/response`, { text: 'Tim kami meninjau lokasi.', isPublic: true }, officer);
const clockOf = async (id: string, name = 'first_response') =>
  (
    await city.sql<{ status: string; due_at: Date; met_at: Date; breached_at: Date }>(
      'SELECT status, due_at, met_at, breached_at FROM sla.clocks WHERE complaint_id = $1 AND name = $2',
      [id, name],
    )
  )[0]!;
const breachesOf = async (id: string, name = 'first_response'): Promise<number> =>
  (
    await city.sql(
      `SELECT FROM eventlog.log WHERE subject = $1 AND type = 'clock.breached.v1' AND data::jsonb->>'name' = $2`,
      [id, name],
    )
  ).length;
/** Warnings of the response clock in order of publication. */
const warningsOf = (id: string): Promise<{ percent: number; at: Date }[]> =>
  city.sql(
    `SELECT (data::jsonb->>'percent')::int AS percent, (data::jsonb->>'at')::timestamptz AS at FROM eventlog.log
   WHERE subject = $1 AND type = 'clock.warned.v1' AND data::jsonb->>'name' = 'first_response' ORDER BY position`,
    [id],
  );
const escalationsOf = async (id: string): Promise<number> =>
  (await city.sql('SELECT FROM escalation.escalations WHERE complaint_id = $1', [id])).length;
/** Waits until a sweep after the due instant has evaluated the complaint or has postponed it. */
const swept = (id: string) =>
  until(
    async () =>
      (
        await city.sql(
          'SELECT FROM sla.heads WHERE complaint_id = $1 AND (settled_until > $2 OR postponed_until IS NOT NULL)',
          [id, responseDueAt],
        )
      ).length === 1,
  );
const expectMetInTime = async (id: string): Promise<void> => {
  const clock = await clockOf(id);
  expect(clock).toMatchObject({ status: 'met', breached_at: null });
  expect(clock.met_at.getTime()).toBeLessThan(clock.due_at.getTime());
  expect({ breaches: await breachesOf(id), escalations: await escalationsOf(id) }).toEqual({
    breaches: 0,
    escalations: 0,
  });
  for (const { at } of await warningsOf(id)) expect(at.getTime()).toBeLessThanOrEqual(clock.met_at.getTime());
};
const expectMissed = async (id: string): Promise<void> => {
  const clock = await clockOf(id);
  expect(clock.status).toBe('breached');
  expect(clock.breached_at.getTime()).toBeGreaterThanOrEqual(clock.due_at.getTime());
  expect({ breaches: await breachesOf(id), escalations: await escalationsOf(id) }).toEqual({
    breaches: 1,
    escalations: 1,
  });
  expect((await warningsOf(id)).map(({ percent }) => percent)).toEqual([50, 75, 90]);
};

beforeEach(async () => {
  city = await TestApp.start({ at: start });
  await installHoldTrigger(city);
});
afterEach(() => city.stop());

describe('duty that is met in time is never recorded as breached', () => {
  test.each([
    [['sla']],
    [['escalation']],
    [['sla', 'escalation']],
    [['intake', 'routing', 'sla', 'escalation', 'ombudsman', 'audit', 'queries']],
  ])('when %j did not listen meanwhile', async names => {
    const id = await oneInProgress();
    const consumers = names.map(name => city.consumer(name));
    for (const consumer of consumers) await consumer.close();
    expect((await respond(id)).status).toBe(200);
    await city.jump(pastDue);
    await swept(id);
    for (const consumer of consumers) await consumer.listen();
    await city.settle();
    await expectMetInTime(id);
    // this shows that the sweep has evaluated the complaint
    expect((await clockOf(id, 'human_contact')).status).toBe('breached');
  });

  test('when no process of sla listened from the first day on', async () => {
    await city.consumer('sla').close();
    const { id } = await city.lodge();
    await until(
      async () =>
        (await city.sql(`SELECT FROM complaints.complaints WHERE id = $1 AND status = 'assigned'`, [id])).length === 1,
    );
    expect((await accept(id)).status).toBe(200);
    expect((await respond(id)).status).toBe(200);
    await city.jump(pastDue);
    await city.consumer('sla').listen();
    await city.settle();
    await expectMetInTime(id);
  });

  test('when the act that meets it is not yet committed at the due instant', async () => {
    const id = await oneInProgress();
    const held = await HeldAct.on(city, id);
    let answered: TestResponse | undefined;
    const responding = respond(id).then(answer => {
      answered = answer;
    });
    try {
      await held.reached();
      await city.jump(pastDue);
      await swept(id);
      expect(answered).toBeUndefined();
      expect(await clockOf(id)).toMatchObject({ status: 'running' });
    } finally {
      await held.release();
    }
    await responding;
    expect(answered).toMatchObject({ status: 200 });
    await city.settle();
    await expectMetInTime(id);
    expect(await breachesOf(id, 'human_contact')).toBe(1);
  });

  test('when the act that meets it is not yet committed, and sla consumes an older event', async () => {
    const { id } = await city.lodge();
    await city.settle();
    await city.consumer('sla').close();
    await accept(id);
    const held = await HeldAct.on(city, id);
    const responding = respond(id);
    try {
      await held.reached();
      await city.jump(pastDue);
      await city.consumer('sla').listen();
      await until(
        async () =>
          (
            await city.sql(
              `SELECT FROM eventlog.positions
                WHERE consumer = 'sla'
                  AND position >= (SELECT position FROM eventlog.log WHERE type = 'complaint.accepted.v1')`,
            )
          ).length === 1,
      );
      expect(await clockOf(id)).toMatchObject({ status: 'running' });
    } finally {
      await held.release();
    }
    expect((await responding).status).toBe(200);
    await city.settle();
    await expectMetInTime(id);
  });

  test('when it is met around the due instant: only acts decided at or after it are late', async () => {
    const ids = await inProgress(60);
    const dueAt = new Date(responseDueAt).getTime();
    const stepMs = 10;
    await city.set(new Date(dueAt - (ids.length / 2) * stepMs).toISOString());
    expect((await city.post('/dev/clock', { rate: 0.25 })).status).toBe(200);
    const answers = [];
    for (const [i, id] of ids.entries()) {
      await until(
        async () =>
          (await city.sql<{ now: Date }>('SELECT clock.now() AS now'))[0]!.now.getTime() >=
          dueAt + (i - ids.length / 2) * stepMs,
      );
      answers.push(respond(id));
    }
    for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
    await city.jump('PT1M');
    await city.settle();
    const facts = await city.sql<{ id: string; at: Date }>(
      `SELECT c.id, (f->>'at')::timestamptz AS at
        FROM complaints.complaints c, jsonb_array_elements(c.history) f
        WHERE f->>'act' = 'respond'`,
    );
    const late = new Set(facts.filter(({ at }) => at.getTime() >= dueAt).map(({ id }) => id));
    expect(late.size).toBeGreaterThanOrEqual(5);
    expect(ids.length - late.size).toBeGreaterThanOrEqual(5);
    for (const id of ids)
      if (late.has(id)) await expectMissed(id);
      else await expectMetInTime(id);
  });
});

describe('one transaction that is held open', () => {
  test('delays neither the sweep nor the decisions of other complaints', async () => {
    const [heldId, ...others] = (await inProgress(21)) as [string, ...string[]];
    const held = await HeldAct.on(city, heldId);
    const responding = respond(heldId);
    try {
      await held.reached();
      const decided = others.slice(0, 5);
      for (const answer of await Promise.all(decided.map(respond))) expect(answer.status).toBe(200);
      await city.jump(pastDue);
      await until(
        async () =>
          (await city.sql(`SELECT FROM sla.clocks WHERE name = 'first_response' AND status = 'breached'`)).length ===
          15,
      );
      for (const answer of await Promise.all(others.map(respond))) expect(answer.status).toBe(200);
      await until(async () => (await city.sql('SELECT FROM escalation.escalations')).length === 15);
      expect((await city.get(`/v1/complaints/${heldId}`, { as: 'coordinator' })).status).toBe(200);
      expect(await clockOf(heldId)).toMatchObject({ status: 'running' });
    } finally {
      await held.release();
    }
    expect((await responding).status).toBe(200);
    await city.settle();
    await expectMetInTime(heldId);
    for (const id of others.slice(0, 5)) await expectMetInTime(id);
    for (const id of others.slice(5)) await expectMissed(id);
  });

  test('does not block later due clocks, even when more than a hundred are held', async () => {
    const heldIds = await inProgress(105);
    // past the holidays; an anonymous complainant is not called, so its first duty is due on a later day
    await city.advance('P9D');
    const [free] = (await inProgress(1, { isAnonymous: true, complainant: null })) as [string];
    const holder = await city.connection();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM complaints.complaints WHERE id = ANY($1) FOR UPDATE', [heldIds]);
      await city.jump(pastDue);
      await until(async () => (await breachesOf(free)) === 1);
      expect(
        await city.sql(`SELECT FROM sla.clocks WHERE name = 'first_response' AND status = 'breached'`),
      ).toHaveLength(1);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    await city.settle();
    expect(
      await city.sql(
        `SELECT FROM eventlog.log WHERE type = 'clock.breached.v1' AND data::jsonb->>'name' = 'first_response'`,
      ),
    ).toHaveLength(106);
  });

  test('is evaluated correctly when it ends: it met the duty too late', async () => {
    const id = await oneInProgress();
    const holder = await city.connection();
    let responding: Promise<TestResponse>;
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM complaints.complaints WHERE id = $1 FOR UPDATE', [id]);
      responding = respond(id); // waits for the row lock, so it has not read its time yet
      await until(
        async () =>
          (
            await city.sql(
              `SELECT FROM pg_stat_activity
                WHERE datname = current_database()
                  AND wait_event_type = 'Lock'
                  AND query LIKE '%complaints.complaints%FOR UPDATE OF c'`,
            )
          ).length === 1,
      );
      await city.jump(pastDue);
      await swept(id);
      expect(await clockOf(id)).toMatchObject({ status: 'running' });
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    expect((await responding).status).toBe(200);
    await city.settle();
    await expectMissed(id);
    expect((await clockOf(id)).met_at.getTime()).toBeGreaterThan(new Date(responseDueAt).getTime());
  });

  test('is evaluated correctly when it ends: it did not meet the duty', async () => {
    const { id } = await city.lodge();
    await city.settle();
    const held = await HeldAct.on(city, id);
    const accepting = accept(id);
    try {
      await held.reached();
      await city.jump(pastDue);
      await swept(id);
      expect(await breachesOf(id)).toBe(0);
    } finally {
      await held.release();
    }
    expect((await accepting).status).toBe(200);
    await city.settle();
    await expectMissed(id);
  });
});

describe('lost notification', () => {
  /** Deletes events that sla has not consumed yet. */
  const loseNotifications = () =>
    city.sql(
      `UPDATE eventlog.positions SET position = (SELECT max(position) FROM eventlog.log) WHERE consumer = 'sla'`,
    );
  const heal = () => city.app.select(SlaModule).get(Healer, { strict: true }).round();
  const relayed = () => until(async () => (await city.sql('SELECT FROM eventlog.outbox')).length === 0);

  test('is repaired by the healer: the clocks start, and neglected duties are breached', async () => {
    await city.consumer('sla').close();
    const { id } = await city.lodge();
    await until(
      async () =>
        (await city.sql(`SELECT FROM complaints.complaints WHERE id = $1 AND status = 'assigned'`, [id])).length === 1,
    );
    await relayed();
    await loseNotifications();
    await city.consumer('sla').listen();
    await city.settle();
    expect(await clockOf(id)).toBeUndefined();
    await heal();
    expect(await clockOf(id)).toMatchObject({ status: 'running', due_at: new Date(responseDueAt) });
    await city.jump(pastDue);
    await city.settle();
    await expectMissed(id);
  });

  test('is repaired by the healer: a duty that was met in time stays met', async () => {
    const id = await oneInProgress();
    await city.consumer('sla').close();
    await respond(id);
    await relayed();
    await loseNotifications();
    await city.consumer('sla').listen();
    await city.settle();
    expect(await clockOf(id)).toMatchObject({ status: 'running' });
    await heal();
    expect(await clockOf(id)).toMatchObject({ status: 'met' });
    await city.jump(pastDue);
    await city.settle();
    await expectMetInTime(id);
  });
});

/**
 * Sweeps as the sweeper does. It retries a transaction that the server aborted, for instance after a two-second stall
 * of the machine.
 * @returns the number of claimed complaints
 */
const sweepOnce = async (sweep: SweepDueClocks): Promise<number> => {
  for (;;) {
    try {
      return (await sweep.execute()).complaints;
    } catch (error) {
      if (databaseProblem(error) === null) throw error;
    }
  }
};

describe('two sweepers at once', () => {
  let second: NestFastifyApplication;
  beforeEach(async () => {
    second = await createProcess({
      name: 'second',
      modules: [SlaModule],
      ...testSettings(),
      secrets: testSecrets(),
      database: { adminUrl: city.adminUrl },
    });
    await startService(second);
  });
  afterEach(() => second.close());

  test('breach each of 200 duties with the same due instant exactly once', async () => {
    const lodged: string[] = [];
    for (let block = 0; block < 10; block += 1)
      lodged.push(...(await Promise.all(Array.from({ length: 20 }, async () => (await city.lodge()).id))));
    await city.settle();
    const processes = [city.app, second];
    for (const process of processes) await process.get(Sweeper, { strict: false }).beforeApplicationShutdown();
    const sweeps = [...processes, ...processes].map(process => process.get(SweepDueClocks, { strict: false }));
    await city.jump(pastDue);
    const claimed = await Promise.all(sweeps.map(sweepOnce));
    // One claim takes at most a hundred complaints, so at least two sweepers worked. A sweeper that skips rows locked
    // by another gets fewer.
    expect(Math.max(...claimed)).toBeLessThanOrEqual(100);
    expect(claimed.reduce((sum, n) => sum + n, 0)).toBe(200);
    expect(await Promise.all(sweeps.map(sweepOnce))).toEqual([0, 0, 0, 0]);
    await city.settle();

    const breaches =
      await city.sql(`SELECT data::jsonb->>'name' AS name, count(*)::int AS events, count(DISTINCT subject)::int AS complaints
      FROM eventlog.log WHERE type = 'clock.breached.v1' GROUP BY 1 ORDER BY 1`);
    expect(breaches).toEqual(
      ['first_response', 'human_contact'].map(name => ({ name, events: lodged.length, complaints: lodged.length })),
    );
    const warnings =
      await city.sql(`SELECT (data::jsonb->>'percent')::int AS percent, count(*)::int AS events, count(DISTINCT subject)::int AS complaints
      FROM eventlog.log
      WHERE type = 'clock.warned.v1' AND data::jsonb->>'name' = 'first_response'
      GROUP BY 1
      ORDER BY 1`);
    expect(warnings).toEqual(
      [50, 75, 90].map(percent => ({ percent, events: lodged.length, complaints: lodged.length })),
    );
    expect(
      await city.sql(
        'SELECT count(*)::int AS raised, count(DISTINCT complaint_id)::int AS complaints FROM escalation.escalations',
      ),
    ).toEqual([{ raised: lodged.length, complaints: lodged.length }]);
    expect(
      await city.sql(
        `SELECT FROM eventlog.log GROUP BY source, subject HAVING max(sequence) <> count(*) OR min(sequence) <> 1`,
      ),
    ).toEqual([]);
  });
});
