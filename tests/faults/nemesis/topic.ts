import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import type { SystemUnderTest } from '../lab/model.js';

type Topic = NonNullable<SystemUnderTest['topic']>;
export type TopicMessage = Pick<KafkaMessage, 'key' | 'value' | 'headers'> & { readonly partition: number };

const timeoutMs = 10_000;
const clientOf = ({ broker }: Topic): Kafka =>
  new Kafka({
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 8 },
  });

/**
 * Reads the last events of each partition, up to the given number, in offset order.
 * @throws Error if that takes longer than 10 seconds
 */
export const recent = async (topic: Topic, most: number): Promise<readonly TopicMessage[]> => {
  const kafka = clientOf(topic);
  const admin = kafka.admin();
  const groupId = `nemesis-${randomUUID()}`;
  await admin.connect();
  try {
    const ends = (await admin.fetchTopicOffsets(topic.name)).map(({ partition, high }) => ({
      partition,
      to: Number(high),
      from: Math.max(0, Number(high) - most),
    }));
    const wanted = ends.reduce((sum, { from, to }) => sum + to - from, 0);
    const messages = wanted > 0 ? await read(kafka, topic.name, groupId, ends, wanted) : [];
    await admin.deleteGroups([groupId]).catch(() => undefined); // there is no group if no event was read
    return messages;
  } finally {
    await admin.disconnect();
  }
};

const read = async (
  kafka: Kafka,
  topic: string,
  groupId: string,
  ends: readonly { partition: number; from: number; to: number }[],
  wanted: number,
): Promise<TopicMessage[]> => {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 6_000, maxWaitTimeInMs: 100 });
  const found = new Map<string, TopicMessage>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message: { key, value, headers, offset } }) => {
        const end = ends.find(each => each.partition === partition);
        if (end && Number(offset) >= end.from && Number(offset) < end.to)
          found.set(`${partition} ${offset}`, { partition, key, value, ...(headers && { headers }) });
      },
    });
    for (const { partition, from } of ends) consumer.seek({ topic, partition, offset: String(from) });
    for (const deadline = performance.now() + timeoutMs; found.size < wanted; await pause(20))
      if (performance.now() > deadline)
        throw new Error(`Could read only ${found.size} of the last ${wanted} events of the topic.`);
  } finally {
    await consumer.disconnect();
  }
  return [...found.values()];
};

/** Publishes the messages again to their partitions, in this order. */
export const publishAgain = async (topic: Topic, messages: readonly TopicMessage[]): Promise<void> => {
  if (messages.length === 0) return;
  const producer = clientOf(topic).producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  await producer.connect();
  try {
    await producer.send({ topic: topic.name, acks: -1, messages: [...messages] });
  } finally {
    await producer.disconnect();
  }
};
