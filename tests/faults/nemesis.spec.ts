import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseBusinessTime } from '@tuntas/database';
import type { KafkaSettings } from '@tuntas/eventlog';
import { TestApp, until } from '../kit/app.js';
import { BareDatabase } from '../kit/bare-database.js';
import { logKinds } from '../kit/event-logs.js';
import { running } from '../kit/processes.js';
import type { FaultName, Link, Member, SystemUnderTest } from './lab/model.js';
import { randomOf } from './lab/random.js';
import { recent } from './nemesis/topic.js';
import { applicationClock, faults, poisoned, unsupportedReason } from './nemesis/index.js';

/** Builds a system with only the parts that one fault needs. */
const system = (parts: Partial<SystemUnderTest>): SystemUnderTest => parts as SystemUnderTest;
const strike = (name: FaultName, parts: Partial<SystemUnderTest>, seed: number) =>
  faults.find(fault => fault.name === name)!.strike(system(parts), randomOf(seed));
const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

describe.each(logKinds)('nemesis on a system with the log on $name', ({ describeIt, settings }) =>
  describeIt('with injected faults', () => {
    let kafka: KafkaSettings | null;
    let city: TestApp;
    beforeAll(async () => {
      kafka = settings();
      city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00', kafka });
    });
    afterAll(() => city.stop());

    const parts = (): Partial<SystemUnderTest> => ({
      adminUrl: city.adminUrl,
      topic: kafka && { broker: kafka.brokers[0]!, name: kafka.topic },
    });
    /** Lodges a complaint and waits until it is assigned, has clocks and a card, and is audited. */
    const lodgeAndWait = async () => {
      const { id } = await city.lodge();
      await until(
        async () =>
          (
            await city.sql(
              `SELECT
               FROM sla.clocks
               JOIN queries.cards ON cards.complaint_id = clocks.complaint_id
               JOIN audit.entries ON subject = clocks.complaint_id::text
               JOIN complaints.complaints c ON c.id = clocks.complaint_id
               WHERE c.id = $1 AND c.status = 'assigned'`,
              [id],
            )
          ).length > 0,
      );
    };
    const effects = async () =>
      (
        await city.sql<{ clocks: number; audit: number }>(
          `SELECT (SELECT count(*)::int FROM eventlog.inbox) AS inbox,
             (SELECT count(*)::int FROM audit.entries) AS audit,
             (SELECT count(*)::int FROM queries.timeline) AS timeline,
             (SELECT count(*)::int FROM sla.clocks) AS clocks,
             (SELECT sum(version) FROM complaints.complaints) AS versions`,
        )
      )[0]!;
    const handledAll = () =>
      until(
        async () =>
          (await city.sql('SELECT FROM eventlog.lag WHERE behind > 0 UNION ALL SELECT FROM eventlog.outbox')).length ===
          0,
      );

    test.each(['duplicate', 'reorder'] as const)('applies redelivered events once (%s)', async fault => {
      await Promise.all(Array.from({ length: 10 }, lodgeAndWait));
      await city.settle();
      const before = await effects();
      const { topic } = parts();
      const length = async () => (await recent(topic!, 1_000)).length;
      const lengthBefore = topic ? await length() : 0;
      for (const seed of [1, 2])
        expect((await strike(fault, parts(), seed)).target).toMatch(/^[1-9]\d* events published again|back by \d+/);
      if (topic) expect(await length()).toBeGreaterThan(lengthBefore);
      await lodgeAndWait();
      await city.settle();
      await handledAll();
      const after = await effects();
      expect({ clocks: after.clocks - before.clocks, audit: after.audit - before.audit }).toEqual(
        await rowsOfOneComplaint(),
      );
    });
    /** The rows of one complaint; all complaints have as many. */
    const rowsOfOneComplaint = async () =>
      (
        await city.sql<{ clocks: number; audit: number }>(
          `SELECT (SELECT count(*)::int FROM sla.clocks WHERE complaint_id = c.id) AS clocks,
             (SELECT count(*)::int FROM audit.entries WHERE subject = c.id::text) AS audit
           FROM complaints.complaints c
           ORDER BY lodged_at
           LIMIT 1`,
        )
      )[0];

    test('parks or rejects invalid events with their successors, and other events continue', async () => {
      for (const seed of seeds) await strike('poison', parts(), seed);
      expect(poisoned().length).toBeGreaterThanOrEqual(seeds.length);
      await lodgeAndWait();
      await handledAll();
      for (const table of ['parked', 'outbox_rejected']) {
        const stored = await city.sql(`SELECT DISTINCT subject FROM eventlog.${table}`);
        expect(stored.length).toBeGreaterThan(0);
        expect(poisoned()).toEqual(expect.arrayContaining(stored.map(({ subject }) => subject)));
      }
    });
  }),
);

describe('rewinding consumers of the log in PostgreSQL', () => {
  let bare: BareDatabase;
  beforeAll(async () => {
    bare = await BareDatabase.make();
  });
  afterAll(() => bare.drop());

  test.each(['duplicate', 'reorder'] as const)(
    'are set back as the target says, though never before the beginning (%s)',
    async fault => {
      for (const start of [10_000, 50])
        for (const seed of seeds.slice(0, 4)) {
          await bare.sql('DELETE FROM eventlog.positions');
          await bare.sql(`INSERT INTO eventlog.positions SELECT unnest(ARRAY['audit', 'intake', 'sla']), $1`, [start]);
          const { target } = await strike(fault, { adminUrl: bare.adminUrl, topic: null }, seed);
          const back = Object.fromEntries(
            target
              .split(/, (?!then)/)
              .map(each => [each.split(' ')[0], each.match(/\d+/g)!.reduce((sum, by) => sum + Number(by), 0)]),
          );
          expect(Object.keys(back).length).toBeGreaterThan(0);
          for (const { consumer, position } of await bare.sql<{ consumer: string; position: number }>(
            'SELECT consumer, position::int FROM eventlog.positions',
          ))
            expect([consumer, position]).toEqual([consumer, Math.max(0, start - (back[consumer] ?? 0))]);
        }
    },
  );
});

describe('stepping the clock of the database', () => {
  let bare: BareDatabase;
  beforeAll(async () => {
    bare = await BareDatabase.make();
    await bare.sql(
      `INSERT INTO clock.anchor (business_anchor, real_anchor, rate)
       VALUES ('2026-03-17T09:00:00+08:00', clock_timestamp(), 14400)`,
    );
  });
  afterAll(() => bare.drop());

  test('steps back and forward, and recorded times never decrease', async () => {
    const sla = await bare.openAs('sla');
    const record = () => sla.transaction(() => new DatabaseBusinessTime(sla).now());
    const targets = new Set<string>();
    let last = await record();
    for (const seed of seeds) {
      targets.add((await strike('clock', { adminUrl: bare.adminUrl }, seed)).target.replace(/[\d.]+/, 'some'));
      const next = await record();
      expect(next >= last).toBe(true);
      last = next;
    }
    expect([...targets].sort()).toEqual(
      ['back', 'forward'].map(way => `the database's clock: ${way} by some business minutes`),
    );
    await bare.sql(`UPDATE clock.anchor SET business_anchor = business_anchor + interval '100 days'`);
    expect((await record()) > last).toBe(true);
  });
});

describe('session that holds locks', () => {
  let bare: BareDatabase;
  beforeAll(async () => {
    bare = await BareDatabase.make();
  });
  afterAll(() => bare.drop());
  const wanted = () =>
    bare.sql<{ lock: string }>(
      `SELECT relation::regclass || ' ' || mode AS lock
       FROM pg_locks
       JOIN pg_stat_activity USING (pid)
       WHERE application_name = 'nemesis' AND datname = current_database() AND NOT granted`,
    );

  test('blocks decisions before their start or their commit, and ends by itself', async () => {
    const targets = new Set<string>();
    const decisions = await bare.connection();
    try {
      for (const seed of seeds) {
        await decisions.query('BEGIN');
        await decisions.query('LOCK TABLE complaints.complaints, complaints.texts IN EXCLUSIVE MODE');
        const striking = strike('hold', { adminUrl: bare.adminUrl }, seed);
        const [waiting] = await until(wanted, locks => locks.length > 0);
        await decisions.query('COMMIT');
        targets.add(`${waiting!.lock}: ${(await striking).target.replace(/ for \d+ ms$/, '')}`);
      }
      await decisions.query('BEGIN');
      await decisions.query('LOCK TABLE complaints.complaints, complaints.texts IN EXCLUSIVE MODE NOWAIT');
    } finally {
      decisions.release(true);
    }
    expect([...targets].sort()).toEqual([
      'complaints.complaints RowShareLock: complaints about to be due (0)',
      'complaints.texts ShareLock: the texts of every complaint',
    ]);
  });
});

describe('process with a wrong clock', () => {
  const show =
    'console.log(JSON.stringify([Date.now(), new Date().getTime(), Date.parse(Date()), new Date(5).getTime(), new Date() instanceof Date, new (new Date().constructor)(7).getTime()]))';
  const started = (env: Readonly<Record<string, string>>): number[] =>
    JSON.parse(
      execFileSync(process.execPath, ['-e', show], { env: { ...process.env, ...env }, encoding: 'utf8' }),
    ) as number[];

  test('is an hour slow, right or an hour fast, depending on the seed; given instants are unchanged', () => {
    const clocks = seeds.map(seed => applicationClock(randomOf(seed)));
    expect(new Set(clocks.map(({ WRONG_CLOCK_MS = '0' }) => WRONG_CLOCK_MS))).toEqual(
      new Set(['-3600000', '0', '3600000']),
    );
    for (const wrong of ['-3600000', '3600000']) {
      const before = Date.now();
      const [now, made, text, ...given] = started(clocks.find(({ WRONG_CLOCK_MS }) => WRONG_CLOCK_MS === wrong)!);
      for (const shown of [now!, made!, text! + 1_000]) {
        expect(shown).toBeGreaterThanOrEqual(before + Number(wrong));
        expect(shown).toBeLessThanOrEqual(Date.now() + Number(wrong) + 1_000);
      }
      expect(given).toEqual([5, true, 7]);
    }
  });
});

describe('signals to a process', () => {
  const stateOf = (pid: number): string =>
    existsSync('/proc/self/stat')
      ? readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /s, '')
      : execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  const sleeping = () => {
    const child = spawn(
      process.execPath,
      ['-e', 'process.on("disconnect", process.exit); setInterval(() => process.send(1), 10)'],
      { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    );
    const member: Member = {
      name: 'sla-1',
      role: 'sla',
      database: null,
      get pid() {
        return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
      },
    };
    return { child, member };
  };

  test('kill ends the process, and reports a process that is already down', async () => {
    const { child, member } = sleeping();
    const ended = once(child, 'exit');
    const { pid } = child;
    expect((await strike('kill', { members: [member] }, 1)).target).toBe(`sla-1 (${pid})`);
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect((await strike('kill', { members: [member] }, 1)).target).toBe('sla-1, which was down already');
  });

  test('pause stops the process until it is healed', async () => {
    const { child, member } = sleeping();
    await once(child, 'message');
    const short = seeds.find(seed => {
      const random = randomOf(seed);
      random.pick([1]);
      return random.between(1, 4) !== 1;
    })!;
    const { heal } = await strike('pause', { members: [member] }, short);
    let words = 0;
    child.on('message', () => {
      words += 1;
    });
    await until(
      async () => stateOf(child.pid!),
      state => state.startsWith('T'),
    );
    await heal();
    await until(async () => words > 1);
    expect(running([child.pid!])).toEqual([child.pid]);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});

describe('link faults', () => {
  const linkOf = (name: string, calls: string[]): Link => ({
    name,
    port: 0,
    cut: () => {
      calls.push(`${name} cut`);
    },
    freeze: () => {
      calls.push(`${name} frozen`);
    },
    loseAnswers: count => {
      calls.push(`${name} loses ${count}`);
    },
    restore: () => {
      calls.push(`${name} restored`);
    },
  });

  test.each(['ackloss', 'partition'] as const)(
    'is struck as the target says, the same for the same seed, and restored (%s)',
    async fault => {
      const struck = async (seed: number) => {
        const calls: string[] = [];
        const parts = {
          members: [
            { name: 'sla-1', role: 'sla' as const, pid: 1, database: linkOf('sla-1 -> database', calls) },
            { name: 'gateway-1', role: 'gateway' as const, pid: 2, database: null },
          ],
          gatewayLinks: [linkOf('clients -> gateway-1', calls)],
          serviceLinks: [linkOf('gateway-1 -> sla-1', calls)],
          kafka: linkOf('everybody -> kafka', calls),
        };
        const { target, heal } = await strike(fault, parts, seed);
        expect(calls).toEqual([
          fault === 'ackloss' ? target.replace(': ', ' loses ').replace(' answers', '') : target.replace(': ', ' '),
        ]);
        await heal();
        expect(calls.at(-1)).toBe(`${target.split(':')[0]} restored`);
        return target;
      };
      const targets = await Promise.all(seeds.map(struck));
      expect(new Set(targets).size).toBeGreaterThan(2);
      expect(await Promise.all(seeds.map(struck))).toEqual(targets);
    },
  );
});

describe('unsupportedReason', () => {
  test('returns the reason if a fault cannot be injected', () => {
    expect(unsupportedReason('broker', { log: 'postgres', databaseFolder: tmpdir() })).toContain('no broker');
    expect(unsupportedReason('broker', { log: 'kafka', databaseFolder: tmpdir() })).toBeNull();
    expect(unsupportedReason('kill', { log: 'postgres', databaseFolder: tmpdir() })).toBeNull();
  });
});
