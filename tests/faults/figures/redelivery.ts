import { setTimeout as pause } from 'node:timers/promises';
import type { BareDatabase } from '../../kit/bare-database.js';
import { recent, publishAgain, type TopicMessage } from '../nemesis/topic.js';
import type { CountedLog } from './counted-log.js';

/** The number of redelivered events. */
export interface Redelivered {
  readonly duplicates: number;
  /** Redelivered in another order. */
  readonly reordered: number;
}

const stretchAtMost = 5_000;
const lookMs = 20;
const batchSize = 1_000;

/**
 * The size of the stretches of a round: after each, a fifth of its events is redelivered, and a tenth in another order.
 */
const stretchOf = (events: number): number => Math.max(10, Math.min(stretchAtMost, Math.floor(events / 5)));

/**
 * Redelivers on Kafka by publishing again: a fifth in order, then a tenth backwards.
 * @param reach returns the number of events on the topic
 */
export const redeliverOnKafka = async (
  topic: NonNullable<CountedLog['topic']>,
  reach: () => Promise<number>,
  events: number,
  signal: AbortSignal,
): Promise<Redelivered> => {
  const stretch = stretchOf(events);
  const [done, inAll] = [
    { duplicates: 0, reordered: 0 },
    { duplicates: Math.ceil(events * 0.2), reordered: Math.ceil(events * 0.1) },
  ];
  const publish = async (which: keyof Redelivered, messages: readonly TopicMessage[]): Promise<void> => {
    for (let i = 0; i < messages.length; i += batchSize) await publishAgain(topic, messages.slice(i, i + batchSize));
    done[which] += messages.length;
  };
  for (
    let target = stretch;
    done.duplicates < inAll.duplicates || done.reordered < inAll.reordered;
    target += stretch
  ) {
    while ((await reach()) - done.duplicates - done.reordered < Math.min(target, events)) {
      signal.throwIfAborted();
      await pause(lookMs);
    }
    const last = target >= events;
    const messages = await recent(topic, Math.ceil(stretch / 3));
    const some = (share: number, left: number): number =>
      Math.min(messages.length, last ? left : Math.floor(stretch * share), left);
    await publish('duplicates', evenly(messages, some(0.2, inAll.duplicates - done.duplicates)));
    await publish('reordered', messages.slice(0, some(0.1, inAll.reordered - done.reordered)).reverse());
  }
  return done;
};

const evenly = <T>(from: readonly T[], count: number): readonly T[] =>
  Array.from({ length: count }, (_, i) => from[Math.floor((i * from.length) / count)]!);

/** Redelivers on PostgreSQL by rewinding the consumer: by a fifth of the stretch, then piecewise in another order. */
export const redeliverOnPostgres = async (
  bare: BareDatabase,
  consumer: string,
  events: number,
  signal: AbortSignal,
): Promise<Redelivered> => {
  const stretch = stretchOf(events);
  const done = { duplicates: 0, reordered: 0 };
  const reaches = async (wanted: number): Promise<void> => {
    for (; ; await pause(lookMs)) {
      signal.throwIfAborted();
      if (
        Number(
          (
            await bare.sql('SELECT coalesce(max(position), 0) AS n FROM eventlog.positions WHERE consumer = $1', [
              consumer,
            ])
          )[0]!.n,
        ) >= wanted
      )
        return;
    }
  };
  /** @returns the previous position */
  const rewind = async (by: number): Promise<number> => {
    const [row] = await bare.sql<{ was: string }>(
      `UPDATE eventlog.positions p
       SET position = greatest(0, was.position - $2)
       FROM (SELECT consumer, position FROM eventlog.positions WHERE consumer = $1 FOR UPDATE) was
       WHERE p.consumer = was.consumer
       RETURNING was.position AS was`,
      [consumer, by],
    );
    return Number(row!.was);
  };
  const [again, piece] = [Math.ceil(stretch * 0.2), Math.ceil(stretch * 0.05)];
  for (let target = stretch; target <= events; target += stretch) {
    await reaches(target);
    await rewind(again);
    done.duplicates += again;
    await reaches(target);
    const home = await rewind(piece); // the later piece first
    await reaches(home);
    const farther = await rewind(2 * piece); // then the piece before it, and both again
    await reaches(farther);
    done.reordered += 3 * piece;
  }
  return done;
};
