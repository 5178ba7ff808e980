import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Admin, type KafkaConfig } from 'kafkajs';
import type { KafkaSettings } from './kafka-settings.js';

const { Kafka, logLevel } = kafkajs;

export const probeMs = 1_500;

/**
 * Receives the log lines of kafkajs. They are too noisy for operators: without a broker the library writes hundreds of
 * lines a minute.
 */
export type KafkaClientLog = (line: {
  readonly level: string;
  readonly namespace: string;
  readonly message: string;
}) => void;

/** Parameters of a connection to the brokers. */
export interface KafkaConnection {
  readonly settings: KafkaSettings;
  readonly noise?: KafkaClientLog;
}

export const createKafka = (
  { settings: { brokers, topic, tls, sasl }, noise }: KafkaConnection,
  more: Partial<KafkaConfig>,
) =>
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
  reach: KafkaConnection,
  more: Partial<KafkaConfig>,
  work: (admin: Admin) => Promise<T>,
): Promise<T> => {
  const admin = createKafka(reach, more).admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await settledWithin(probeMs, admin.disconnect());
  }
};

export const isKafkaError = (error: unknown): boolean => error instanceof kafkajs.KafkaJSError;

const authenticationFailures = /SASL|Authentication/;
const connectionFailures =
  /Connection|RequestTimeout|BrokerNotFound|NoBrokerAvailable|LockTimeout|GroupCoordinatorNotFound/;

/**
 * Classifies an error as an outage of the brokers.
 * @returns the reason, with a stable text for each kind of outage; null if the error is no outage
 */
export const outageOf = (error: unknown): string | null => {
  if (!isKafkaError(error)) return null;
  const names = [error, (error as Error).cause]
    .filter(each => each instanceof Error)
    .map(each => each.name)
    .join();
  if (authenticationFailures.test(names)) return 'refuses the login';
  return connectionFailures.test(names) ? 'does not answer' : null;
};

/** Waits until the work settles, but at most `ms` milliseconds. Never rejects. */
export const settledWithin = async (ms: number, work: Promise<unknown> | undefined): Promise<void> => {
  const over = new AbortController();
  await Promise.race([
    work?.catch(() => undefined),
    delay(ms, undefined, { signal: over.signal }).catch(() => undefined),
  ]);
  over.abort();
};
