import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Admin, type KafkaConfig } from 'kafkajs';
import type { KafkaSettings } from './kafka-settings.js';

const { Kafka, logLevel } = kafkajs;

export const probeMs = 1_500;

/**
 * What the library would print; its own words are of no use to operators, and hundreds of lines a minute without a
 * broker.
 */
export type KafkaClientLog = (line: {
  readonly level: string;
  readonly namespace: string;
  readonly message: string;
}) => void;

/** What it takes to reach the brokers. */
export interface Reach {
  readonly settings: KafkaSettings;
  readonly noise?: KafkaClientLog;
}

export const kafkaOf = ({ settings: { brokers, topic, tls, sasl }, noise }: Reach, more: Partial<KafkaConfig>) =>
  new Kafka({
    clientId: topic,
    brokers: [...brokers],
    connectionTimeout: 1_000,
    logLevel: logLevel.INFO,
    ...(tls && { ssl: tls.caFile === null ? true : { ca: readFileSync(tls.caFile, 'utf8') } }),
    ...(sasl && { sasl: sasl as NonNullable<KafkaConfig['sasl']> }),
    logCreator:
      () =>
      ({ label, namespace, log: { message } }) =>
        noise?.({ level: label.toLowerCase(), namespace, message }),
    ...more,
  });

export const withAdmin = async <T>(
  reach: Reach,
  more: Partial<KafkaConfig>,
  work: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = kafkaOf(reach, more).admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await within(probeMs, admin.disconnect());
  }
};

export const isOfKafka = (error: unknown): boolean => error instanceof kafkajs.KafkaJSError;

const authenticationFailures = /SASL|Authentication/;
const connectionFailures =
  /Connection|RequestTimeout|BrokerNotFound|NoBrokerAvailable|LockTimeout|GroupCoordinatorNotFound/;

/**
 * Why the brokers cannot be used, in words that stay the same as long as the reason does; null: they can, the error is
 * another one.
 */
export const outageOf = (error: unknown): string | null => {
  if (!isOfKafka(error)) return null;
  const names = [error, (error as Error).cause]
    .filter(each => each instanceof Error)
    .map(each => each.name)
    .join();
  if (authenticationFailures.test(names)) return 'refuses the login';
  return connectionFailures.test(names) ? 'does not answer' : null;
};

/** Waits for what may never end. */
export const within = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  const over = new AbortController();
  await Promise.race([
    work?.catch(() => undefined),
    delay(ms, undefined, { signal: over.signal }).catch(() => undefined),
  ]);
  over.abort();
};
