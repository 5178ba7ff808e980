import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import type { Database } from '@tuntas/database';
import { probeMs, withAdmin, type KafkaClientLog, type Reach } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';

const { ConfigResourceTypes } = kafkajs;
const leadersWithinMs = 5_000;
const pauseMs = 100;

/** The topic cannot carry the events of this deployment; a person has to look. The message is one sentence. */
export class WrongTopic extends Error {
  override readonly name = 'WrongTopic';
}

/** Judged by an answer: a broker that is frozen still accepts connections. */
export const answersNow = (reach: Reach): Promise<boolean> =>
  withAdmin(reach, { requestTimeout: probeMs, retry: { retries: 0 } }, admin =>
    admin.fetchTopicMetadata({ topics: [reach.settings.topic] }),
  ).then(
    () => true,
    () => false,
  );

/** What a topic of events must be like: nothing of it is ever thrown away. */
const forEver: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
};

/**
 * Makes the topic, or checks the one that is there.
 * @throws WrongTopic where it has another number of partitions than configured, or would forget events
 * @throws the library's error where no broker answers
 */
export const prepareTopic = (settings: KafkaSettings, noise?: KafkaClientLog): Promise<void> =>
  withAdmin({ settings, ...(noise && { noise }) }, { requestTimeout: 3_000, retry: { retries: 2 } }, async admin => {
    const { topic, partitions, replication } = settings;
    if (!(await admin.listTopics()).includes(topic))
      await admin.createTopics({
        waitForLeaders: false,
        topics: [
          {
            topic,
            numPartitions: partitions,
            replicationFactor: replication,
            configEntries: Object.entries({
              ...forEver,
              'min.insync.replicas': String(Math.max(1, replication - 1)),
            }).map(([name, value]) => ({ name, value })),
          },
        ],
      });
    const found = await ledPartitions(admin, topic);
    if (found !== partitions)
      throw new WrongTopic(
        `The topic ${topic} has ${found} partitions and KAFKA_PARTITIONS says ${partitions}: the order of events rests on that number.`,
      );
    const {
      resources: [configuration],
    } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(forEver) }],
    });
    const wrong = configuration!.configEntries.filter(
      ({ configName, configValue }) => forEver[configName] !== configValue,
    );
    if (wrong.length > 0)
      throw new WrongTopic(
        `The topic ${topic} would forget events: set ${wrong.map(({ configName }) => `${configName}=${forEver[configName]}`).join(', ')}.`,
      );
  });

/** @returns how many there are, once each has a leader: a topic that was just made needs a moment */
const ledPartitions = async (admin: Admin, topic: string): Promise<number> => {
  const deadline = performance.now() + leadersWithinMs;
  for (;;) {
    const { partitions } = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!;
    if (partitions.every(({ leader }) => leader >= 0)) return partitions.length;
    if (performance.now() > deadline) throw new Error(`a partition of ${topic} has no leader`);
    await delay(pauseMs);
  }
};

/**
 * @throws WrongTopic where the topic holds less than this database has sent: it was made anew, or the cluster has lost
 *   events
 */
export const demandAllThere = async ({ settings, noise }: Reach, relayDatabase: Database): Promise<void> => {
  const sent = await relayDatabase.sql<{ partition: number; position: number }>(
    'SELECT partition, position FROM eventlog.kafka_ends',
  );
  const offsets = await withAdmin(
    { settings, ...(noise && { noise }) },
    { requestTimeout: 3_000, retry: { retries: 2 } },
    admin => admin.fetchTopicOffsets(settings.topic),
  );
  const ends = new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
  if (sent.some(({ partition, position }) => (ends.get(partition) ?? 0) < position))
    throw new WrongTopic(
      `The topic ${settings.topic} lacks events that this database has sent to it: it is another one, or it was emptied.`,
    );
};
