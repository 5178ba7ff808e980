import { services } from '@tuntas/contracts';
import { TestApp, until, type TestResponse } from '../../kit/app.js';
import type { City } from '../../kit/city.js';
import { EightCity } from '../../kit/eight-city.js';
import { describeOnKafka } from '../../kit/kafka.js';
import { expectUnansweredComplaintToReachTheOmbudsman } from '../../kit/unanswered-complaint.js';
import { kill, running } from '../../kit/processes.js';
import { eventHistoryOf } from '../../kit/event-history.js';
import type { PublishedEvent } from '../../kit/published-events.js';

const start = '2026-03-17T09:00:00+08:00';
const officer = { as: 'officer:DLH' };
const everyThirdDay = Array.from({ length: 15 }, (_, i) =>
  new Date(Date.parse(start) + 3 * (i + 1) * 86_400_000).toISOString(),
);

/** Retries under one key until the outcome is known. */
const untilKnown = async <Body>(
  send: (headers: Record<string, string>) => Promise<TestResponse<Body>>,
  key: string,
): Promise<TestResponse<Body>> => {
  let answer: TestResponse<Body> | undefined;
  await until(async () => {
    answer = await send({ 'idempotency-key': key }).catch(() => undefined);
    return answer !== undefined && answer.status < 500;
  });
  return answer!;
};
const surelySet = (city: City, instant: string): Promise<unknown> =>
  until(async () => (await city.post('/dev/clock', { set: instant }).catch(() => null))?.status === 200);

/**
 * Plays one complaint that is neglected to the end and one that is settled. `disturb` can cause a fault at each step.
 */
const playStories = async (city: City, disturb: (step: number) => void): Promise<unknown> => {
  const lodge = (key: string, different: object) =>
    untilKnown(
      headers =>
        city.post(
          '/v1/complaints',
          {
            channel: 'counter',
            counter: 'MPP-03',
            category: 'roads.pothole',
            consentToOmbudsman: true,
            subject: 'Jalan berlubang di depan SDN',
            description: 'Sudah tiga minggu ada lubang besar di depan sekolah.',
            complainant: { name: 'Siti Rahmah' },
            ...different,
          },
          { as: 'counter_clerk', headers },
        ),
      key,
    );
  const neglected = (await lodge('neglected', {})).body.id;
  const settled = (await lodge('settled', { category: 'waste.collection' })).body.id;
  await city.settle();
  const act = async (name: string, body: object) => {
    const answer = await untilKnown(
      headers => city.post(`/v1/complaints/${settled}/${name}`, body, { ...officer, headers }),
      name,
    );
    expect([name, answer.status]).toEqual([name, 200]);
  };
  for (const [step, instant] of everyThirdDay.entries()) {
    const walked = surelySet(city, instant);
    disturb(step);
    await walked;
    if (step === 1) await act('acceptance', {});
    if (step === 2) await act('response', { text: 'Kami jadwalkan.', isPublic: true });
    if (step === 3) await act('resolution', { decision: 'granted', explanation: 'Sudah diangkut.' });
  }
  return { neglected: await eventHistoryOf(city, neglected), settled: await eventHistoryOf(city, settled) };
};

describeOnKafka('eight processes on Kafka', () => {
  let city: EightCity;
  beforeAll(async () => {
    city = await EightCity.start(start);
  });
  afterAll(() => city.stop());

  test('lose and repeat nothing although each of them is killed once', async () => {
    const { system } = city;
    const undisturbed = await TestApp.start({ at: start });
    const expected = await playStories(undisturbed, () => undefined).finally(() => undisturbed.stop());

    const victims = [...services];
    const killed: number[] = [];
    const outcome = await playStories(city, step => {
      const victim = step % 2 === 0 ? victims.shift() : undefined;
      if (!victim) return;
      killed.push(system.pidOf(victim));
      kill([system.pidOf(victim)]);
    });
    expect(killed).toHaveLength(services.length);
    expect(running(killed)).toEqual([]);
    expect(outcome).toEqual(expected);
    expect(JSON.stringify(outcome)).toContain('case.opened.v1');

    expect(await city.sql('SELECT count(*)::int AS complaints FROM complaints.complaints')).toEqual([
      { complaints: 2 },
    ]);
    expect(await city.sql('SELECT count(*)::int AS cases FROM ombudsman.cases')).toEqual([{ cases: 1 }]);
    const entries = await city.sql<Omit<PublishedEvent, 'data'>>(
      'SELECT source, subject, sequence, type FROM audit.entries',
    );
    const ordered = (events: readonly Omit<PublishedEvent, 'data'>[]) =>
      events
        .map(({ source, subject, sequence, type }) => `${source} ${subject} ${String(sequence).padStart(3)} ${type}`)
        .sort();
    expect(ordered(entries)).toEqual(ordered(await city.publishedEvents()));
    expect(
      await city.sql(
        'SELECT FROM eventlog.outbox UNION ALL SELECT FROM eventlog.parked UNION ALL SELECT FROM audit.gaps',
      ),
    ).toEqual([]);
  });

  test('play the story of a neglected complaint to its end', () => expectUnansweredComplaintToReachTheOmbudsman(city));
});
