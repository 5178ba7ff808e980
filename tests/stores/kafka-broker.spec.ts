import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { startBroker, whatIsMissing } from '../../deploy/kafka/broker.mjs';
import { spawnGuarded } from '../../deploy/local/guarded.mjs';
import { until } from '../kit/app.js';
import { describeOnKafka, OwnBroker, uniqueTopic } from '../kit/kafka.js';
import { descendantsOf, kill, running } from '../kit/processes.js';

const script = join(__dirname, '../../deploy/kafka/run.mjs');
const clientOf = (brokers: string[]) =>
  new Kafka({ clientId: 'test', brokers, logLevel: logLevel.NOTHING, retry: { initialRetryTime: 50 } });

/** A running `npm run kafka` and its output. */
class LocalKafka {
  private written = '';
  private readonly child: ChildProcess;
  readonly ended: Promise<string>;

  constructor(env: Record<string, string>) {
    this.child = spawnGuarded(process.execPath, [script], {
      env: { ...process.env, KAFKA_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.written += text;
      });
    this.ended = once(this.child, 'close').then(([code, signal]) => `${code} ${signal}`);
  }

  get output(): string {
    return this.written;
  }
  get brokers(): string {
    return /ready on (127\.0\.0\.1:\d+)/.exec(this.written)![1]!;
  }
  get descendants(): number[] {
    return descendantsOf(this.child.pid!);
  }
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async ready(): Promise<this> {
    const ready = new Promise<void>(resolve => {
      this.child.stdout!.on('data', () => {
        if (this.written.includes('start:services')) resolve();
      });
    });
    await Promise.race([
      ready,
      this.ended.then(how => {
        throw new Error(`ended (${how}): ${this.written}`);
      }),
    ]);
    return this;
  }
}

const clusterIdOf = async (brokers: string[]): Promise<string> => {
  const admin = clientOf(brokers).admin();
  await admin.connect();
  try {
    return (await admin.describeCluster()).clusterId;
  } finally {
    await admin.disconnect();
  }
};

describeOnKafka('broker of a spec', () => {
  let broker: OwnBroker;
  beforeAll(async () => {
    broker = await OwnBroker.start();
  });
  afterAll(() => broker.stop());

  it('keeps topics, events and cluster id when it is killed', async () => {
    const topic = uniqueTopic();
    const identity = await clusterIdOf(broker.brokers);
    const admin = clientOf(broker.brokers).admin();
    await admin.createTopics({ topics: [{ topic, numPartitions: 3 }] });
    await admin.disconnect();
    const producer = clientOf(broker.brokers).producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'a', value: 'accepted' }] });
    await producer.disconnect();

    await broker.kill();
    expect(running([broker.pid])).toEqual([]);
    await broker.startAgain();

    expect(await clusterIdOf(broker.brokers)).toBe(identity);
    const consumer = clientOf(broker.brokers).consumer({ groupId: topic });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const received = await new Promise<KafkaMessage>((resolve, reject) => {
      consumer.run({ eachMessage: async ({ message }) => resolve(message) }).catch(reject);
    });
    await consumer.disconnect();
    expect(`${String(received.key)} ${String(received.value)}`).toBe('a accepted');
  });

  it('listens only on 127.0.0.1', async () => {
    const reaches = (host: string) =>
      new Promise(resolve => {
        const socket = connect(broker.port, host, () => {
          socket.destroy();
          resolve(true);
        }).once('error', () => resolve(false));
      });
    expect(await reaches('127.0.0.1')).toBe(true);
    expect(await reaches('127.0.0.2')).toBe(false);
  });
});

describeOnKafka('npm run kafka', () => {
  let folder: string;
  let kafkas: LocalKafka[];
  const start = (env: Record<string, string> = {}) => {
    const kafka = new LocalKafka({ TUNTAS_HOME: folder, ...env });
    kafkas.push(kafka);
    return kafka;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tuntas-kafka-'));
    kafkas = [];
  });
  afterEach(async () => {
    const started = kafkas.flatMap(kafka => kafka.descendants);
    for (const kafka of kafkas) kafka.signal('SIGKILL');
    await Promise.all(kafkas.map(({ ended }) => ended));
    kill(started);
    await until(
      async () => running(started),
      left => left.length === 0,
    );
    rmSync(folder, { recursive: true });
  });

  it('prints how to continue without the log of the broker, and stops cleanly', async () => {
    const kafka = await start().ready();
    expect(kafka.output).toContain(`KAFKA_BROKERS=${kafka.brokers} npm start `);
    expect(kafka.output).toContain(`KAFKA_BROKERS=${kafka.brokers} npm run start:services `);
    const started = kafka.descendants;
    expect(running(started)).not.toEqual([]);

    kafka.signal('SIGINT');
    expect(await kafka.ended).toBe('0 null');
    await until(
      async () => running(started),
      left => left.length === 0,
    );
    expect(
      kafka.output
        .trim()
        .split('\n')
        .filter(line => !line.startsWith('tuntas: ')),
    ).toEqual([]);
  });

  it('refuses a home or a port in use with one sentence each, and the first continues', async () => {
    const first = await start().ready();
    const [sameHome, samePort] = [
      start(),
      start({ TUNTAS_HOME: join(folder, 'other'), KAFKA_PORT: first.brokers.split(':')[1]! }),
    ];

    expect(await samePort.ended).toBe('1 null');
    expect(samePort.output).toMatch(/^tuntas: Port \d+ is in use: [^\n]*\.$/m);
    expect(await sameHome.ended).toBe('1 null');
    expect(sameHome.output).toContain(
      `tuntas: ${join(folder, 'kafka')} is in use by another broker: stop it first, or set TUNTAS_HOME to another folder.\n`,
    );
    expect(await clusterIdOf([first.brokers])).toBeTruthy();
  });

  it('leaves no process running when it is killed, and starts again', async () => {
    const first = await start().ready();
    const started = first.descendants;
    first.signal('SIGKILL');
    await until(
      async () => running(started),
      left => left.length === 0,
    );
    await start().ready();
  });

  it('leaves no process running when it is killed during its start', async () => {
    const kafka = start();
    await until(async () => existsSync(join(folder, 'kafka', 'broker.log')));
    const started = kafka.descendants;
    expect(started).not.toEqual([]);
    kafka.signal('SIGKILL');
    await until(
      async () => running(started),
      left => left.length === 0,
    );
  });

  it('reports when its broker ends by itself', async () => {
    const kafka = await start().ready();
    kill(kafka.descendants);
    expect(await kafka.ended).toBe('1 null');
    expect(kafka.output).toContain('tuntas: Kafka ended unexpectedly:\n');
  });

  (whatIsMissing('/nowhere') ? it.skip : it)('lets two brokers start at once without a cached download', async () => {
    const libs = join(folder, 'cache', 'libs');
    const brokers = await Promise.all(
      ['one', 'two'].map(name => startBroker({ home: join(folder, name), port: 0, libs, say: () => undefined })),
    );
    expect(new Set(await Promise.all(brokers.map(({ brokers: address }) => clusterIdOf([address])))).size).toBe(2);
    await Promise.all(brokers.map(broker => broker.stop()));
    expect(readdirSync(join(folder, 'cache'))).toEqual(['libs']);
  });
});

describe('npm run kafka without a suitable Java', () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'tuntas-path-'));
  });
  afterEach(() => {
    rmSync(path, { recursive: true });
  });

  it('names missing Java in one sentence', async () => {
    const kafka = new LocalKafka({ PATH: path });
    expect(await kafka.ended).toBe('1 null');
    expect(kafka.output).toMatch(/^tuntas: The local Kafka broker needs Java 17 or newer \(java\)[^\n]*\.\n$/);
  });

  it('names a Java that is too old', async () => {
    const java = join(path, 'java');
    writeFileSync(java, '#!/bin/sh\necho \'openjdk version "11.0.2" 2019-01-15\' >&2\n');
    chmodSync(java, 0o755);
    const kafka = new LocalKafka({ PATH: path });
    expect(await kafka.ended).toBe('1 null');
    expect(kafka.output).toMatch(/^tuntas: The local Kafka broker needs Java 17 or newer \(this is 11\)[^\n]*\.\n$/);
  });
});
