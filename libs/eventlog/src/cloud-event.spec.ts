import fc from 'fast-check';
import { envelopeIn, eventIdIn, headersOf } from './cloud-event.js';

const id = '01920000-0000-7000-8000-000000000001';
const envelope = {
  specversion: '1.0',
  id,
  type: 'complaint.lodged.v1',
  source: 'complaints',
  subject: 'c-1',
  time: '2026-03-17T01:00:00.000Z',
  datacontenttype: 'application/json',
  sequence: 7,
  correlationid: 'r-1',
  causationid: 'r-1',
  actorrole: 'counter_clerk',
  actorref: 'dev-1',
};
const row = {
  id: 1,
  event_id: id,
  source: 'complaints',
  subject: 'c-1',
  sequence: 7,
  type: 'complaint.lodged.v1',
  envelope: JSON.stringify(envelope),
  data: '{}',
};

describe('mapping of an event to Kafka headers', () => {
  it('maps the envelope to CloudEvents headers in binary mode', () => {
    expect(headersOf(row)).toMatchObject({
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: 'complaint.lodged.v1',
      ce_source: 'complaints',
      ce_subject: 'c-1',
      ce_sequence: '7',
      'content-type': 'application/json',
    });
  });

  it('restores the envelope byte for byte', () => {
    expect(envelopeIn(headersOf(row))).toBe(row.envelope);
    const optional = { actoroffice: fc.string(), actorclient: fc.string(), traceparent: fc.string() };
    fc.assert(
      fc.property(fc.record(optional, { requiredKeys: [] }), fc.string(), fc.nat(), (more, subject, sequence) => {
        const text = JSON.stringify({ ...envelope, subject, sequence, ...more });
        expect(envelopeIn(headersOf({ ...row, subject, sequence, envelope: text }))).toBe(text);
      }),
    );
  });

  it('uses the columns of the outbox if the envelope cannot be parsed', () => {
    for (const broken of ['', 'null', '[', '{"id":'])
      expect(headersOf({ ...row, envelope: broken })).toMatchObject({
        ce_id: id,
        ce_type: 'complaint.lodged.v1',
        ce_subject: 'c-1',
      });
  });

  it('derives a stable id from partition and offset if the message has no valid id', () => {
    expect(eventIdIn(headersOf(row), 0, '5')).toBe(id);
    expect(eventIdIn({}, 0, '5')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(eventIdIn({}, 0, '5')).toBe(eventIdIn({ ce_id: 'no uuid' }, 0, '5'));
    expect(eventIdIn({}, 0, '5')).not.toBe(eventIdIn({}, 1, '5'));
  });
});
