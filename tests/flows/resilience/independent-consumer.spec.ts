import { spawnSync } from 'node:child_process';
import type { KafkaSettings } from '@tuntas/eventlog';
import { TestApp } from '../../kit/app.js';
import { describeOnKafka, kafkaSettings } from '../../kit/kafka.js';

const hasKcat = spawnSync('kcat', ['-V']).status === 0;
// REQUIRE_KAFKA also requires kcat (Debian package kcat).
const describeWithKcat = hasKcat || process.env['REQUIRE_KAFKA'] === '1' ? describeOnKafka : describe.skip;

/** Occurs only in typed text and identities of the test data. */
const marker = /qzxwvk|9988776655443322|6281987650123/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface Read {
  readonly key: string;
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads the whole topic with kcat (librdkafka), in the order of each partition. */
const readByKcat = (brokers: readonly string[], topic: string): Read[] => {
  const { status, stdout, stderr } = spawnSync(
    'kcat',
    ['-b', brokers.join(), '-C', '-t', topic, '-o', 'beginning', '-e', '-q', '-J'],
    { encoding: 'utf8', maxBuffer: 64 << 20 },
  );
  if (status !== 0) throw new Error(`kcat: ${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map(line => {
      const { key, payload, headers } = JSON.parse(line) as { key: string; payload: string; headers: string[] };
      return {
        key,
        payload,
        headers: Object.fromEntries(
          Array.from({ length: headers.length / 2 }, (_, i) => [headers[2 * i], headers[2 * i + 1]]),
        ),
      };
    });
};

describeWithKcat('independent consumer of the topic', () => {
  let settings: KafkaSettings;
  let city: TestApp;
  let read: Read[];
  let id: string;
  beforeAll(async () => {
    settings = kafkaSettings();
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00', kafka: settings });
    const lodged = await city.lodge({
      subject: 'Qzxwvksubjek yang panjang',
      description: 'Qzxwvkuraian, hubungi saya di +6281987650123',
      requestedSettlement: 'Qzxwvkpermintaan',
      location: { regionCode: '63.71.04.1010', latitude: -3.28, longitude: 114.59, address: 'Jalan Qzxwvkalamat 3' },
      complainant: {
        name: 'Qzxwvknama',
        nationalId: '9988776655443322',
        phone: '+6281987650123',
        email: 'qzxwvk@contoh.id',
        address: 'Qzxwvkrumah',
      },
      externalReferences: [{ system: 'qzxwvksistem', id: 'qzxwvkrujukan' }],
    });
    id = lodged.id;
    await city.settle();
    const officer = { as: 'officer:PUPR:Qzxwvkpejabat' };
    await city.post(`/v1/complaints/${id}/acceptance`, {}, officer);
    await city.post(`/v1/complaints/${id}/response`, { text: 'Qzxwvktanggapan', isPublic: true }, officer);
    await city.advance('P60D');
    await city.post(
      `/v1/complaints/${id}/resolution`,
      { decision: 'granted', explanation: 'Qzxwvkpenjelasan' },
      officer,
    );
    await city.post(
      `/v1/tracking/${lodged.receipt.ticket}/withdrawal`,
      { reason: 'Qzxwvktarik' },
      { headers: { 'x-access-code': lodged.receipt.accessCode } },
    );
    await city.settle();
    read = readByKcat(settings.brokers, settings.topic);
  });
  afterAll(() => city.stop());

  test('reads CloudEvents in binary mode: attributes in headers, data as JSON, keyed by subject', () => {
    expect(read.length).toBeGreaterThan(25);
    for (const { key, payload, headers } of read) {
      expect(headers).toMatchObject({
        ce_specversion: '1.0',
        ce_id: expect.stringMatching(uuid),
        ce_subject: key,
        ce_type: expect.stringMatching(/^[a-z]+\.[a-z-]+\.v\d+$/),
        ce_time: expect.stringMatching(/^2026-\d\d-\d\dT\S+Z$/),
        'content-type': 'application/json',
        ce_correlationid: expect.anything(),
        ce_causationid: expect.anything(),
        ce_actorrole: expect.anything(),
        ce_actorref: expect.anything(),
      });
      expect(JSON.parse(payload)).toEqual(expect.any(Object));
    }
    expect(new Set(read.map(({ headers }) => headers['ce_source']))).toEqual(
      new Set(['complaints', 'sla', 'escalation', 'ombudsman']),
    );
  });

  test('reads every event of a source once, in order and without gaps', () => {
    for (const source of ['complaints', 'sla', 'escalation', 'ombudsman']) {
      const sequences = read
        .filter(({ key, headers }) => key === id && headers['ce_source'] === source)
        .map(({ headers }) => Number(headers['ce_sequence']));
      expect([source, sequences]).toEqual([source, Array.from(sequences, (_, i) => i + 1)]);
    }
  });

  test('finds no typed text and no identity', () => {
    expect(read.filter(each => marker.test(JSON.stringify(each)))).toEqual([]);
    expect(read.filter(({ payload }) => /-3\.28|114\.59/.test(payload))).toEqual([]);
  });
});
