import { randomUUID } from 'node:crypto';
import type { Envelope } from '@tuntas/contracts';
import { OtlpReceiver, type ReceivedSpan } from '../../kit/otlp-receiver.js';
import { pothole, until } from '../../kit/city.js';
import { TracedCity } from '../../kit/traced-city.js';

const traceOf = (traceparent: string): string => traceparent.split('-')[1]!;
/** Occurs only in typed text and identities of the test data. */
const marker = /qzxwvk|99887766/i;

describe('traces', () => {
  let receiver: OtlpReceiver;
  let city: TracedCity;
  let hasStopped = false;
  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    city = await TracedCity.start(receiver, '2026-03-17T09:00:00+08:00');
  });
  afterAll(async () => {
    if (!hasStopped) await city.stop();
    await receiver.stop();
  });

  const envelopesOf = async (id: string) =>
    (
      await city.sql<{ envelope: string }>('SELECT envelope FROM eventlog.log WHERE subject = $1 ORDER BY position', [
        id,
      ])
    ).map(({ envelope }) => JSON.parse(envelope) as Envelope);
  /** The trace of the lodging, once the receiver has all consumer spans of the log. */
  const wholeTraceOf = async (id: string): Promise<{ traceId: string; spans: readonly ReceivedSpan[] }> => {
    const envelopes = await envelopesOf(id);
    const traceId = traceOf(envelopes[0]!.traceparent!);
    const consumed = (by: string): Set<unknown> =>
      new Set(
        receiver
          .of(traceId)
          .filter(({ attributes }) => attributes['messaging.consumer.group.name'] === by)
          .map(({ attributes }) => attributes['messaging.message.id']),
      );
    await until(async () =>
      ['audit', 'queries'].every(by => envelopes.every(envelope => consumed(by).has(envelope.id))),
    );
    await until(async () => receiver.of(traceId).some(({ kind }) => kind === 'server'));
    return { traceId, spans: receiver.of(traceId) };
  };
  /** The span names from the root to a span. */
  const pathTo = (span: ReceivedSpan, spans: readonly ReceivedSpan[]): string[] => {
    const parent = spans.find(({ spanId }) => spanId === span.parent);
    return [
      ...(parent ? pathTo(parent, spans) : []),
      span.attributes['messaging.consumer.group.name']
        ? `${span.attributes['messaging.consumer.group.name']}: ${span.name}`
        : span.name,
    ];
  };

  test('show a neglected complaint from the HTTP lodging up to the Ombudsman in one tree', async () => {
    const { id } = await city.lodge();
    await city.advance('P45D');
    expect(await city.complaint(id)).toMatchObject({ escalationLevel: 3 });
    const { traceId, spans } = await wholeTraceOf(id);

    expect(new Set((await envelopesOf(id)).map(({ traceparent }) => traceOf(traceparent!)))).toEqual(
      new Set([traceId]),
    );

    const roots = spans.filter(({ parent }) => parent === undefined);
    expect(roots.map(({ name, kind, attributes }) => ({ name, kind, attributes }))).toEqual([
      {
        name: 'POST /v1/complaints',
        kind: 'server',
        attributes: { 'http.request.method': 'POST', 'http.route': '/v1/complaints', 'http.response.status_code': 201 },
      },
    ]);
    const known = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.filter(({ parent }) => parent !== undefined && !known.has(parent))).toEqual([]);
    expect(known.size).toBe(spans.length);

    const opened = spans.find(
      ({ name, attributes }) =>
        name === 'process case.opened.v1' && attributes['messaging.consumer.group.name'] === 'audit',
    )!;
    const spanPath = pathTo(opened, spans);
    // The event of a batch that triggers a consumer depends on the batch; the order of services does not.
    expect(spanPath.slice(0, spanPath.indexOf('due resolution'))).toEqual(
      expect.arrayContaining(['POST /v1/complaints', 'decide']),
    );
    expect(spanPath.slice(spanPath.indexOf('due resolution')).map(name => name.split(':')[0])).toEqual([
      'due resolution',
      'escalation',
      'sla',
      'due ladder',
      'escalation',
      'sla',
      'due ladder',
      'escalation',
      'ombudsman',
      'audit',
    ]);
    expect(
      spans.some(
        ({ name, attributes }) =>
          name === 'process complaint.lodged.v1' && attributes['messaging.consumer.group.name'] === 'routing',
      ),
    ).toBe(true);
  });

  test('have a span for each relayed event, and one for each consumer of it', async () => {
    const { id } = await city.lodge();
    await city.advance('P45D');
    const { spans } = await wholeTraceOf(id);
    const envelopes = await envelopesOf(id);
    const sent = spans.filter(({ kind }) => kind === 'producer');
    expect(sent.map(({ attributes }) => attributes['tuntas.event']).toSorted()).toEqual(
      envelopes.map(({ type }) => type).toSorted(),
    );
    for (const { id: event, type, traceparent } of envelopes) {
      const consumed = spans.filter(({ attributes }) => attributes['messaging.message.id'] === event);
      expect(consumed.map(({ attributes }) => attributes['messaging.consumer.group.name'])).toEqual(
        expect.arrayContaining(['queries', 'audit']),
      );
      for (const span of consumed)
        expect(span).toMatchObject({
          name: `process ${type}`,
          kind: 'consumer',
          failed: false,
          parent: traceparent!.split('-')[2],
          attributes: {
            'messaging.system': 'postgresql',
            'messaging.operation.type': 'process',
            'tuntas.complaint.id': id,
            'tuntas.position': expect.any(Number),
          },
        });
    }
  });

  test('link the effects of a timer to the act of a person; the sweep has a trace of its own', async () => {
    const breaches = receiver.spans.filter(({ name }) => name === 'due resolution');
    const seenBy = await Promise.all(
      breaches.map(async ({ traceId, links }) => {
        expect(links).toHaveLength(1);
        return {
          traceId,
          span: (await until(async () => receiver.spans.find(({ spanId }) => spanId === links[0]!.spanId)))!,
        };
      }),
    );
    const swept = seenBy.filter(({ span }) => span.name === 'sweep');
    expect(swept.length).toBeGreaterThan(0);
    for (const { traceId, span } of swept) {
      expect(span.parent).toBeUndefined();
      expect(span.traceId).not.toBe(traceId);
    }
  });

  test('continue the span of the caller, and do not sample a request whose caller is not sampled', async () => {
    const [recorded, unrecorded] = ['0af7651916cd43dd8448eb211c80319c', '4bf92f3577b34da6a3ce929d0e0e4736'];
    const lodged = (traceId: string, flags: string) =>
      city.lodge(
        {},
        {
          as: 'counter_clerk',
          headers: { traceparent: `00-${traceId}-b7ad6b7169203331-${flags}`, tracestate: 'qzxwvk=1' },
        },
      );
    const silent = await lodged(unrecorded, '00');
    await lodged(recorded, '01');
    await city.settle();
    const spans = await until(
      async () => receiver.of(recorded),
      seen => seen.some(({ name }) => name.startsWith('POST')),
    );
    expect(spans.find(({ kind }) => kind === 'server')).toMatchObject({ parent: 'b7ad6b7169203331' });
    expect(receiver.of(unrecorded)).toEqual([]);
    expect((await envelopesOf(silent.id)).map(({ traceparent }) => traceOf(traceparent!))).toEqual(
      expect.arrayContaining([unrecorded]),
    );
  });

  test('name the problem of a refusal, with an error status only for server errors', async () => {
    const refused = await city.post(`/v1/complaints/${randomUUID()}/acceptance`, {}, { as: 'officer:PUPR' });
    expect(refused.status).toBe(404);
    const spans = await until(
      async () => receiver.of(refused.problem.traceId),
      seen => seen.length === 2,
    );
    expect(spans.find(({ kind }) => kind === 'server')).toMatchObject({
      name: 'POST /v1/complaints/:id/acceptance',
      failed: false,
      attributes: { 'http.response.status_code': 404, 'tuntas.problem': 'complaint.unknown' },
    });
    expect(spans.find(({ name }) => name === 'decide')).toMatchObject({
      failed: false,
      attributes: { 'tuntas.undecided': 'DomainError complaint.unknown' },
    });
  });

  test('are named in the log of requests and consumers', async () => {
    const answer = await city.get(`/v1/complaints/${randomUUID()}`, { as: 'coordinator' });
    const line = await until(async () =>
      city.lines.find(each => each['msg'] === 'request' && each['trace_id'] === answer.problem.traceId),
    );
    expect(line).toMatchObject({
      route: '/v1/complaints/:id',
      status: 404,
      span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    });

    const traceId = 'a'.repeat(32);
    const [subject, eventId] = [randomUUID(), randomUUID()];
    const envelope = {
      specversion: '1.0',
      id: eventId,
      type: 'complaint.accepted.v1',
      source: 'complaints',
      subject,
      time: 'qzxwvk',
      sequence: 1,
      traceparent: `00-${traceId}-${'b'.repeat(16)}-01`,
    };
    await city.sql(
      `INSERT INTO eventlog.outbox (event_id, source, subject, sequence, type, envelope, data)
        VALUES ($1, 'complaints', $2, 1, $3, $4, '{"cycle":1,"texts":[],"office":"PUPR"}')`,
      [eventId, subject, envelope.type, JSON.stringify(envelope)],
    );
    const parked = await until(async () =>
      city.lines.find(each => String(each['what']).includes(`parked complaint.accepted.v1 ${eventId}`)),
    );
    expect(parked).toMatchObject({ trace_id: traceId, span_id: 'b'.repeat(16) });
    const failed = await until(
      async () => receiver.of(traceId).filter(span => span.failed),
      ({ length }) => length > 0,
    );
    expect(failed[0]).toMatchObject({
      kind: 'consumer',
      parent: 'b'.repeat(16),
      attributes: { 'error.type': expect.any(String) },
    });
    await city.sql('DELETE FROM eventlog.parked WHERE event_id = $1', [eventId]);
  });

  test('carry the resource attributes of the environment, and no typed text or identity', async () => {
    const typed = await city.lodge(
      {
        subject: 'Qzxwvksubjek jalan',
        description: 'Qzxwvkuraian, hubungi 9988776600000001',
        complainant: { ...pothole.complainant, name: 'Qzxwvkpelapor', nationalId: '9988776600000001' },
      },
      {
        as: 'counter_clerk::Qzxwvkpetugas',
        headers: { 'idempotency-key': 'qzxwvkkunci', 'user-agent': 'qzxwvkperamban' },
      },
    );
    const { ticket, accessCode } = typed.receipt;
    expect(
      (await city.get(`/v1/tracking/${ticket}?q=qzxwvk`, { headers: { 'x-access-code': accessCode } })).status,
    ).toBeLessThan(500);
    expect((await city.get('/v1/qzxwvk', { as: 'auditor' })).status).toBe(404);
    await city.settle();
    await wholeTraceOf(typed.id);
    await until(async () =>
      receiver.spans.find(({ attributes }) => attributes['http.route'] === '/v1/tracking/:ticket'),
    );
    const everything = receiver.texts.join('\n');
    expect(everything).not.toMatch(marker);
    for (const secret of [ticket, accessCode, ticket.replaceAll('-', ''), 'SELECT'])
      expect(everything).not.toContain(secret);
    expect(everything).toMatch(/"service.version","value":\{"stringValue":"1\.2\.3"/);
    expect(new Set(receiver.spans.map(({ service }) => service))).toEqual(new Set(['tuntas']));
    expect(
      receiver.headers.every(
        headers => headers['x-tenant'] === 'banjarmasin' && headers['authorization'] === 'Bearer qzxwvkkunci',
      ),
    ).toBe(true);
    expect(
      receiver.spans.some(
        ({ attributes }) =>
          String(attributes['http.route']).includes('health') || String(attributes['http.route']).includes('/dev/'),
      ),
    ).toBe(false);
  });

  test.each(['refuses', 'closes', 'hangs'] as const)(
    'are dropped without blocking when a receiver %s: logged once, and again when spans arrive',
    async mood => {
      const logged = (words: string) => city.lines.filter(({ msg }) => String(msg).startsWith(words)).length;
      const [lostBefore, foundBefore] = [logged('spans are lost'), logged('spans are received again')];
      receiver.behaviour = mood;
      for (let n = 0; n < 3; n += 1) {
        const { requestCount: asked } = receiver;
        expect((await city.post('/v1/complaints', pothole, { as: 'counter_clerk' })).status).toBe(201);
        await until(async () => receiver.requestCount > asked);
      }
      await until(async () => logged('spans are lost') > lostBefore);
      await city.settle();
      receiver.behaviour = 'takes';
      await city.get('/v1/categories', { as: 'auditor' });
      await until(async () => logged('spans are received again') > foundBefore);
      expect(logged('spans are lost')).toBe(lostBefore + 1);
      expect(city.lines.findLast(({ msg }) => msg === 'spans are received again')).toMatchObject({
        lost: expect.any(Number),
      });
    },
  );

  test('follow the OTLP protocol, up to the last batch', () => {
    expect(receiver.faults).toEqual([]);
    expect(receiver.spans.length).toBeGreaterThan(100);
  });

  test('delay shutdown by at most a few seconds when the receiver does not respond', async () => {
    receiver.behaviour = 'hangs';
    await city.lodge();
    hasStopped = true;
    expect(await city.stop()).toBe('0 null');
  });
});
