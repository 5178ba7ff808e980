import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { decode, eventTypes } from '@tuntas/contracts';
import { requestAct, situationOf, situations, bringTo } from '../kit/acts.js';
import { TestApp } from '../kit/app.js';
import { dumpDatabase } from '../kit/dump-database.js';

const folder = 'tests/contracts/golden';
const fileOf = (type: string): string => join(folder, `${type}.json`);
const keysOf = (value: object): string[] => Object.keys(value).sort();

/** Set once, when an event type is published for the first time. A golden file is never rewritten. */
const publishing = process.env['PUBLISH_GOLDEN'] === '1';
/** A file for a dump of the database, for tests/stores/migrations.spec.ts. */
const release = process.env['PUBLISH_DATABASE'];

describe('event catalogue', () => {
  test.each(readdirSync(folder))('still parses %s as it was published', file => {
    const { envelope, data } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    expect(decode(JSON.stringify(envelope), JSON.stringify(data))).toEqual({ envelope, data });
    expect(`${envelope.type}.json`).toBe(file);
  });

  test('only adds fields: every current event has at least the published ones', async () => {
    for (const { type, envelope, data } of await currentEvents()) {
      const event = { envelope: JSON.parse(envelope), data: JSON.parse(data) };
      if (publishing && !existsSync(fileOf(type))) writeFileSync(fileOf(type), `${JSON.stringify(event, null, 2)}\n`);
      if (!existsSync(fileOf(type)))
        throw new Error(`${type} was never published: run this spec once with PUBLISH_GOLDEN=1 and keep the file.`);
      const golden = JSON.parse(readFileSync(fileOf(type), 'utf8'));
      expect([type, keysOf(event.data)]).toEqual([type, expect.arrayContaining(keysOf(golden.data))]);
      expect(keysOf(event.envelope)).toEqual(
        expect.arrayContaining(
          keysOf(golden.envelope).filter(key => !['actoroffice', 'actorclient', 'traceparent'].includes(key)),
        ),
      );
    }
  });

  test('has a published event of every type', () => {
    expect(readdirSync(folder).sort()).toEqual(eventTypes.map(type => `${type}.json`).sort());
  });
});

/** Plays lives that together emit every event type of the current API. */
const currentEvents = async (): Promise<{ type: string; envelope: string; data: string }[]> => {
  const city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
  try {
    await city.sql(`UPDATE reference.offices SET head = NULL, deputy = NULL WHERE code = 'DLH'`);
    await city.lodge({ category: 'waste.collection' });
    await city.lodge({}, { as: 'counter_clerk', headers: { 'idempotency-key': 'lodged-once' } });
    await city.lodge({ consentToOmbudsman: false });
    await handOverPrintedMessage(city);
    await performEveryAct(city);
    const queued = await city.lodge({ category: null });
    const withdrawn = await city.lodge();
    await city.settle();
    const headers = { 'x-access-code': withdrawn.receipt.accessCode };
    await city.post(`/v1/tracking/${withdrawn.ticket}/withdrawal`, { reason: 'Sudah beres' }, { headers });
    for (const confirms of [true, false]) {
      const { id, ticket, receipt } = await city.lodge();
      await city.settle();
      for (const [act, body] of [
        ['acceptance', {}],
        ['response', { text: 'Kami tinjau.' }],
        ['resolution', { decision: 'granted', explanation: 'Sudah.' }],
      ] as const)
        await city.post(`/v1/complaints/${id}/${act}`, body, { as: 'officer:PUPR' });
      if (confirms)
        await city.post(
          `/v1/tracking/${ticket}/confirmation`,
          {},
          { headers: { 'x-access-code': receipt.accessCode } },
        );
    }
    await city.advance('P20D');
    const [raised] = (await city.get('/v1/escalations?level=2', { as: 'coordinator' })).body.items;
    await city.post(`/v1/escalations/${raised!.id}/acknowledgement`, {}, { as: 'coordinator' });
    await city.post(
      `/v1/complaints/${queued.id}/assignment`,
      { office: 'PUPR', reason: 'Jalan kota' },
      { as: 'coordinator' },
    );
    await city.advance('P60D');
    if (release) writeFileSync(release, brotliCompressSync(await dumpDatabase(city.adminUrl)));
    return await city.sql('SELECT DISTINCT ON (type) type, envelope, data FROM eventlog.log ORDER BY type, position');
  } finally {
    await city.stop();
  }
};

/** Hands over a printed message for a citizen without telephone and email. */
const handOverPrintedMessage = async (city: TestApp): Promise<void> => {
  const { id } = await city.lodge({
    category: null,
    complainant: { name: 'Siti Rahmah', address: 'Sungai Andai RT 12' },
  });
  const missing = [{ field: 'location', note: 'Di depan rumah nomor berapa, Bu?' }];
  expect(
    (await city.post(`/v1/complaints/${id}/verification`, { complete: false, missing }, { as: 'coordinator' })).status,
  ).toBe(200);
  const [letter] = (
    await city.get(`/v1/messages?complaintId=${id}&channel=print&status=pending`, { as: 'counter_clerk' })
  ).body.items;
  expect((await city.post(`/v1/messages/${letter!.id}/handover`, {}, { as: 'counter_clerk' })).status).toBe(200);
};

/** Performs every act of staff and citizens; some complaints are left to their timers. */
const performEveryAct = async (city: TestApp): Promise<void> => {
  const officer = 'officer:PUPR';
  const further = [
    situationOf(
      'received',
      ['reclassify', 'classification', 'coordinator'],
      ['refer_out', 'referral-out', 'coordinator'],
      ['reopen', 'reopening', 'citizen'],
    ),
    situationOf('awaiting_completion', ['complete', 'completion', 'citizen'], ['withdraw', 'withdrawal', 'citizen']),
    situationOf('awaiting_complainant', ['answer', 'answer', 'citizen']),
    situationOf(
      'in_progress',
      ['contact', 'contact', officer],
      ['respond', 'response', officer],
      ['note', 'internal-notes', officer],
      ['disclose', 'identity-disclosure', officer],
    ),
  ];
  for (const situation of [...situations, ...further]) await bringTo(city, situation);
  const { id } = await bringTo(city, situationOf('in_progress'));
  for (const [office, toOffice] of [
    ['PUPR', 'DLH'],
    ['DLH', 'DISHUB'],
    ['DISHUB', 'PUPR'],
  ])
    expect(
      (
        await city.post(
          `/v1/complaints/${id}/transfer`,
          { toOffice, reason: 'Bukan jalan kami' },
          { as: `officer:${office}` },
        )
      ).status,
    ).toBe(200);
  const referred = await bringTo(city, situationOf('in_progress and referred'));
  await city.settle();
  const { items } = (await city.get(`/v1/ombudsman/cases?complaintId=${referred.id}`, { as: 'ombudsman' })).body;
  const caseId = items[0]!.id;
  const inadmissible = {
    to: 'not_admissible',
    ground: 'before_court',
    note: 'Perkara ini sedang diperiksa pengadilan.',
  };
  expect((await city.post(`/v1/ombudsman/cases/${caseId}/transitions`, inadmissible, { as: 'ombudsman' })).status).toBe(
    200,
  );
  expect(
    (await requestAct(city, referred, 'tracking', 'withdrawal', { reason: 'Sudah beres' }, 'citizen')).status,
  ).toBe(200);
};
