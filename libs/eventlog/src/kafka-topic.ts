import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import type { Database } from '@tuntas/database';
import { probeMs, withAdmin, type KafkaClientLog, type KafkaConnection } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';

const { ConfigResourceTypes } = kafkajs;
const leaderTimeoutMs = 5_000;
const pauseMs = 100;

/** The topic is not usable for this deployment; an operator has to act. The message is one sentence. */
export class WrongTopic extends Error {
  override readonly name = 'WrongTopic';
}

/** Checks the broker by a request: a frozen broker still accepts connections. */
export const brokerAnswers = (reach: KafkaConnection): Promise<boolean> =>
  withAdmin(reach, { requestTimeout: probeMs, retry: { retries: 0 } }, admin =>
    admin.fetchTopicMetadata({ topics: [reach.settings.topic] }),
  ).then(
    () => true,
    () => false,
  );

/** Required topic configuration: events are kept without limit. */
const unlimitedRetention: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
};

/**
 * Creates the topic, or checks the existing one.
 * @throws WrongTopic if its number of partitions differs from the configuration, or its retention is limited
 * @throws the library's error if no broker answers
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
              ...unlimitedRetention,
              'min.insync.replicas': String(Math.max(1, replication - 1)),
            }).map(([name, value]) => ({ name, value })),
          },
        ],
      });
    const found = await partitionsWithLeader(admin, topic);
    if (found !== partitions)
      throw new WrongTopic(
        `The topic ${topic} has ${found} partitions, but KAFKA_PARTITIONS is ${partitions}: ` +
          'the order of events depends on that number.',
      );
    const {
      resources: [configuration],
    } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: Object.keys(unlimitedRetention) }],
    });
    const wrong = configuration!.configEntries.filter(
      ({ configName, configValue }) => unlimitedRetention[configName] !== configValue,
    );
    if (wrong.length > 0)
      throw new WrongTopic(
        `The topic ${topic} does not keep all events: set ` +
          `${wrong.map(({ configName }) => `${configName}=${unlimitedRetention[configName]}`).join(', ')}.`,
      );
  });

/**
 * Waits until each partition has a leader, which takes a moment for a new topic.
 * @returns the number of partitions
 * @throws Error after 5 s
 */
const partitionsWithLeader = async (admin: Admin, topic: string): Promise<number> => {
  const deadline = performance.now() + leaderTimeoutMs;
  for (;;) {
    const { partitions } = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!;
    if (partitions.every(({ leader }) => leader >= 0)) return partitions.length;
    if (performance.now() > deadline) throw new Error(`a partition of ${topic} has no leader`);
    await delay(pauseMs);
  }
};

/**
 * Checks that the topic contains all events that this database has sent.
 * @throws WrongTopic if events are missing: the topic was created again, or the cluster has lost events
 */
export const requireSentEvents = async (
  { settings, noise }: KafkaConnection,
  relayDatabase: Database,
): Promise<void> => {
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
      `The topic ${settings.topic} lacks events that this database has sent to it: ` +
        'it is another topic, or it was emptied.',
    );
};
