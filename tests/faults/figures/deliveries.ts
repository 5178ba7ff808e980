import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RelayRunner, LoopNotifier } from '@tuntas/eventlog';
import { startBroker } from '../../../deploy/kafka/broker.mjs';
import { BareDatabase } from '../../kit/bare-database.js';
import { kinds, makeEffects, ToyProcess, type Kind } from '../../kit/toy-consumer.js';
import { LabDatabase } from '../lab/database.js';
import { ownPort } from '../lab/ports.js';
import { CountedLog } from './counted-log.js';
import { unless, type Figure, type FigureOptions } from './figure.js';
import { redeliverOnKafka, redeliverOnPostgres, type Redelivered } from './redelivery.js';
import { publishMany } from './publish-many.js';

/** Shares of the deliveries. A deciding consumer commits every event separately and is slower. */
const shares: Readonly<Record<Kind['kind'], number>> = { deciding: 0.1, reconciling: 0.45, projecting: 0.45 };
/** Deliveries per event: each once, a fifth again, and a tenth again in another order. */
const factor = 1.3;
const timeoutMs = 7_200_000;

/**
 * Measures that each event has one effect, however often and in whatever order it is redelivered, with a consumer of
 * each kind on the product's own host.
 */
export const deliveries: Figure = {
  name: 'deliveries',
  of: `deliveries, ${Object.entries(shares)
    .map(([kind, share]) => `${share * 100} % ${kind}`)
    .join(', ')}`,
  usually: 1_000_000,
  async measure({ count, log }, print, signal) {
    const rounds: Round[] = [];
    await withServers(log, async brokers => {
      for (const kind of kinds) {
        rounds.push(await roundOf(kind, Math.ceil((count * shares[kind.kind]) / factor), brokers, signal));
        print(
          Object.entries(rounds.at(-1)!)
            .filter(([, value]) => !Array.isArray(value))
            .map(entry => entry.join(' '))
            .join(', '),
        );
      }
    });
    const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
    const facts = {
      events: sum(({ events }) => events),
      deliveries: sum(plannedIn),
      handed: sum(({ delivered }) => delivered),
      duplicates: sum(({ duplicates }) => duplicates),
      reordered: sum(({ reordered }) => reordered),
      effects: sum(({ effects }) => effects),
      ...Object.fromEntries(rounds.map(round => [round.kind, plannedIn(round)])),
    };
    return {
      facts,
      missed: [],
      broken: [
        ...rounds.flatMap(({ broken }) => broken),
        ...unless(facts.deliveries >= count, `only ${facts.deliveries} deliveries, too few`),
      ],
      counted:
        'deliveries = published events + redeliveries; handed = events that the log delivered to the consumer host, rolled-back batches included; effects, their order within a subject and parked events by SQL.',
    };
  },
};

interface Round extends Redelivered {
  readonly kind: string;
  readonly events: number;
  readonly delivered: number;
  readonly effects: number;
  readonly broken: readonly string[];
}

const plannedIn = ({ events, duplicates, reordered }: Pick<Round, 'events' | keyof Redelivered>): number =>
  events + duplicates + reordered;

const roundOf = async (
  kind: Kind,
  events: number,
  brokers: readonly string[] | null,
  signal: AbortSignal,
): Promise<Round> => {
  const bare = await BareDatabase.make();
  const wake = new LoopNotifier();
  const log = await CountedLog.open(bare, brokers, wake);
  const relay = new RelayRunner(log, wake, () => undefined);
  let toy: ToyProcess | undefined;
  try {
    await bare.sql('CREATE SCHEMA toy');
    await bare.sql('CREATE TABLE toy.heads (subject text PRIMARY KEY, sequence bigint NOT NULL DEFAULT 0)');
    await makeEffects(bare);
    relay.onApplicationBootstrap();
    toy = await ToyProcess.start(bare, { open: async () => log }, kind);
    const publishing = publishMany(bare, wake, events, signal);
    const redelivered = await (log.topic
      ? redeliverOnKafka(
          log.topic,
          async () => (await log.ends(bare)).reduce((sum, { end }) => sum + end, 0),
          events,
          signal,
        )
      : redeliverOnPostgres(bare, kind.name, events, signal));
    await publishing;
    await untilHandled(bare, kind, log, signal);
    const { effects, broken } = await checkTables(bare, kind, events);
    const round = { kind: kind.kind, events, delivered: log.delivered, ...redelivered, effects };
    return {
      ...round,
      broken: [
        ...broken,
        ...unless(round.delivered >= plannedIn(round), `${kind.kind}: only ${round.delivered} were delivered`),
      ],
    };
  } finally {
    await toy?.stop();
    await relay.beforeApplicationShutdown();
    await bare.drop();
  }
};

const untilHandled = async (
  bare: BareDatabase,
  { name }: Kind,
  log: CountedLog,
  signal: AbortSignal,
): Promise<void> => {
  for (const deadline = performance.now() + timeoutMs; ; await pause(50)) {
    signal.throwIfAborted();
    if (await bare.outboxIsEmpty()) {
      const reached = new Map(
        (await bare.sql('SELECT partition, position FROM eventlog.positions WHERE consumer = $1', [name])).map(row => [
          row.partition as number,
          Number(row.position),
        ]),
      );
      if ((await log.ends(bare)).every(({ partition, end }) => (reached.get(partition) ?? 0) >= end)) return;
    }
    if (performance.now() > deadline) throw new Error(`${name} did not handle all events`);
  }
};

/** Checks the tables: each effect once, in sequence order of its subject, and no parked events. */
const checkTables = async (
  bare: BareDatabase,
  { kind, name }: Kind,
  events: number,
): Promise<{ readonly effects: number; readonly broken: readonly string[] }> => {
  const [row] = await bare.sql<{ effects: string; once: string; inversions: string; parked: string }>(
    `
    SELECT count(*) AS effects, count(DISTINCT event_id) AS once,
      count(*) FILTER (WHERE sequence <> before + 1) AS inversions,
      (SELECT count(*) FROM eventlog.parked) AS parked
    FROM (
      SELECT *, coalesce(lag(sequence) OVER (PARTITION BY subject ORDER BY n), 0) AS before
      FROM toy.effects
      WHERE consumer = $1
    ) AS effect`,
    [name],
  );
  const [effects, once, inversions, parked] = [row!.effects, row!.once, row!.inversions, row!.parked].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  return {
    effects,
    broken: [
      ...unless(
        effects === events && once === events,
        `${kind}: ${effects} effects of ${once} events, ${events} were published`,
      ),
      ...unless(inversions === 0, `${kind}: ${inversions} effects out of order`),
      ...unless(parked === 0, `${kind}: ${parked} parked`),
    ],
  };
};

const withServers = async (
  log: FigureOptions['log'],
  work: (brokers: readonly string[] | null) => Promise<void>,
): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'tuntas-figure-'));
  chmodSync(home, 0o711); // the user of the database server needs access
  const endings: (() => Promise<void>)[] = [];
  try {
    const database = await LabDatabase.start(home, await ownPort(), join(home, 'database.log'));
    endings.push(() => database.stop());
    process.env['TUNTAS_TEST_DATABASE_URL'] = database.url; // the test kit creates its databases there
    const broker =
      log === 'kafka' ? await startBroker({ home: join(home, 'kafka'), port: 0, say: () => undefined }) : null;
    if (broker) endings.push(() => broker.stop());
    await work(broker && [broker.brokers]);
  } finally {
    for (const end of endings.reverse()) await end();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
};
