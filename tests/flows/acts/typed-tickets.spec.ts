import { TestApp } from '../../kit/app.js';
import type { Schemas } from '../../kit/response-body.js';

describe('ticket as people type it', () => {
  let city: TestApp;
  let complaint: Schemas['LodgedComplaint'];
  beforeAll(async () => {
    city = await TestApp.start({ at: '2026-03-17T09:00:00+08:00' });
    complaint = await city.lodge();
    await city.settle();
  });
  afterAll(() => city.stop());

  /** Spellings of the ticket that differ from the printed one. */
  const spellings = (): string[] => {
    const parts = complaint.ticket.split('-');
    return [
      complaint.ticket.toLowerCase(),
      ...['', ' ', ' - ', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\u00a0', '.'].map(
        dash => parts.join(dash),
      ),
      ` ${complaint.ticket} `,
      complaint.ticket.replaceAll('0', 'O'),
      `${complaint.ticket}\u200b`,
    ];
  };
  const withCode = (code = complaint.receipt.accessCode) => ({ headers: { 'x-access-code': code } });
  const track = (ticket: string, code?: string) =>
    city.get(`/v1/tracking/${encodeURIComponent(ticket)}`, withCode(code));

  test('opens the tracking page in every spelling without a failed attempt', async () => {
    for (const ticket of spellings()) {
      const { status, body } = await track(ticket);
      expect([ticket, status, body.ticket]).toEqual([ticket, 200, complaint.ticket]);
    }
    expect((await track(complaint.ticket)).status).toBe(200);
  });

  test('is one ticket for the throttling of codes, whatever its spelling', async () => {
    const other = await city.lodge();
    const guess = (ticket: string) => city.get(`/v1/tracking/${encodeURIComponent(ticket)}`, withCode('AAAA-AAAA'));
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++)
      statuses.push((await guess(n % 2 === 0 ? other.ticket : other.ticket.toLowerCase().replaceAll('-', ' '))).status);
    expect(statuses.filter(status => status === 404)).toHaveLength(10);
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  test('finds its complaint in lists and in the search', async () => {
    for (const ticket of spellings())
      for (const query of [`ticket=${encodeURIComponent(ticket)}`, `q=${encodeURIComponent(ticket)}`]) {
        const { status, body } = await city.get(`/v1/complaints?${query}`, { as: 'coordinator' });
        expect([query, status, body.items?.map(({ id }) => id)]).toEqual([query, 200, [complaint.id]]);
      }
    expect(
      (await city.get(`/v1/complaints/count?ticket=${complaint.ticket.toLowerCase()}`, { as: 'coordinator' })).body
        .count,
    ).toBe(1);
  });

  test('opens a complaint from another channel to a clerk with the access code', async () => {
    const own = await city.lodge({ channel: 'web', counter: null }, { as: 'integrator' });
    await city.settle();
    const { body } = await city.get(`/v1/complaints?ticket=${own.ticket.toLowerCase().replaceAll('-', '')}`, {
      as: 'counter_clerk',
      headers: { 'x-access-code': own.receipt.accessCode },
    });
    expect(body.items.map(({ id }) => id)).toEqual([own.id]);
  });

  test('is the same request when it is repeated under its key in another spelling', async () => {
    const act = (ticket: string) =>
      city.post(
        `/v1/tracking/${encodeURIComponent(ticket)}/referral`,
        { consent: true },
        { headers: { ...withCode().headers, 'idempotency-key': 'rujuk-1' } },
      );
    const [first, second] = [
      await act(complaint.ticket),
      await act(complaint.ticket.toLowerCase().replaceAll('-', '\u2013')),
    ];
    expect([first.status, second.status, second.headers.get('idempotency-replayed'), second.text]).toEqual([
      200,
      200,
      'true',
      first.text,
    ]);
  });
});
