import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { encode, type LoggedEvent } from '@tuntas/contracts';
import { UuidV7Ids } from '@tuntas/database';
import type { LoopNotifier } from '@tuntas/eventlog';
import type { BareDatabase } from '../../kit/bare-database.js';

const atOnce = 1_000;
const perSubject = 20;
/** The maximum size of the outbox; more events would only wait. */
const waitingAtMost = 20_000;

/** Inserts the given number of events into the outbox, twenty for each subject, interleaved. */
export const publishMany = async (
  bare: BareDatabase,
  notifier: LoopNotifier,
  events: number,
  signal: AbortSignal,
): Promise<void> => {
  const ids = new UuidV7Ids();
  const subjects = Array.from({ length: Math.ceil(events / perSubject) }, () => randomUUID());
  await bare.sql('INSERT INTO toy.heads (subject) SELECT unnest($1::text[])', [subjects]);
  const between = Math.max(1, Math.floor(subjects.length / 10)); // a tenth of the subjects at a time
  const one = (n: number): LoggedEvent => {
    const [group, inGroup] = [Math.floor(n / (between * perSubject)), n % (between * perSubject)];
    const width = Math.min(between, subjects.length - group * between);
    return {
      envelope: {
        specversion: '1.0',
        id: ids.next(),
        type: 'complaint.accepted.v1',
        source: 'complaints',
        subject: subjects[group * between + (inGroup % width)]!,
        time: '2026-03-17T01:00:00.000Z',
        datacontenttype: 'application/json',
        sequence: Math.floor(inGroup / width) + 1,
        correlationid: 'figure',
        causationid: 'figure',
        actorrole: 'system',
        actorref: 'figure',
      },
      data: { cycle: 1, texts: [], office: 'PUPR' },
    } as LoggedEvent;
  };
  for (let from = 0; from < events; from += atOnce) {
    signal.throwIfAborted();
    const some = Array.from({ length: Math.min(atOnce, events - from) }, (_, i) => one(from + i));
    const texts = some.map(encode);
    await bare.sql(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])`,
      [
        some.map(({ envelope }) => envelope.id),
        some.map(({ envelope }) => envelope.source),
        some.map(({ envelope }) => envelope.subject),
        some.map(({ envelope }) => envelope.sequence),
        some.map(({ envelope }) => envelope.type),
        texts.map(({ envelope }) => envelope),
        texts.map(({ data }) => data),
      ],
    );
    notifier.notify('outbox');
    while (Number((await bare.sql('SELECT count(*) AS n FROM eventlog.outbox'))[0]!.n) > waitingAtMost) await pause(20);
  }
};
