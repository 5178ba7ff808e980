import { TestApp } from '../../kit/app.js';

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const friday = 5;
/**
 * End of office hours in WITA: 16:00, on Fridays 16:30; in Ramadan an hour earlier. None of the rows is due in Ramadan.
 */
const endOfOfficeHours = (date: string): string =>
  new Date(`${date}T${weekday(date) === friday ? '16:30' : '16:00'}:00+08:00`).toISOString();
const midnightAfter = (date: string): string =>
  new Date(new Date(`${date}T00:00:00+08:00`).getTime() + 86_400_000).toISOString();

/**
 * The check rows of the regulations' calendar: the date of receipt, and the last day of 3, 5, 14 and 60 working days
 * and of 14 calendar days.
 */
const rows = [
  ['2026-03-17', '2026-03-27', '2026-03-31', '2026-04-14', '2026-06-26', '2026-03-31'],
  ['2025-08-14', '2025-08-20', '2025-08-22', '2025-09-04', '2025-11-10', '2025-08-28'],
  ['2026-12-22', '2026-12-29', '2026-12-31', '2027-01-15', '2027-04-02', '2027-01-05'],
] as const;
const clocks = [
  { clock: 'verification' },
  { clock: 'first_response', office: 'PUPR' },
  { clock: 'resolution', office: 'PUPR', classification: 'ordinary_complaint' },
  { clock: 'resolution', classification: 'supervisory_complaint' },
  { clock: 'completeness_reply' },
] as const;

describe('POST explanation of a due instant', () => {
  let city: TestApp;
  beforeAll(async () => {
    city = await TestApp.start();
  });
  afterAll(() => city.stop());
  const explain = (body: object) => city.post('/v1/sla/explain', body, { as: 'sla_operator' });

  test.each(rows.flatMap(([received, ...last]) => clocks.map((clock, i) => ({ ...clock, received, last: last[i]! }))))(
    '$clock of a complaint received on $received ends on $last, at the right time of day',
    async ({ received, last, ...clock }) => {
      const { status, body } = await explain({ ...clock, startedAt: `${received}T09:00:00+08:00` });
      expect(status).toBe(200);
      expect(body.dueAt).toBe(clock.clock === 'completeness_reply' ? midnightAfter(last) : endOfOfficeHours(last));
      // The first Islamic holiday of 2027, whose date may still move, is Isra Mikraj on 5 January.
      expect(body.provisional).toBe(clock.clock !== 'completeness_reply' && last > '2027-01-05');
    },
  );

  test('lists every counted day and the reason for each skipped day', async () => {
    const { body } = await explain({ clock: 'verification', startedAt: '2026-03-17T09:00:00+08:00' });
    const days = body.steps
      .filter(({ kind }) => kind === 'counted' || kind === 'skipped')
      .map(({ date, kind, number }) => [date, kind, number]);
    expect(days).toEqual([
      ['2026-03-18', 'skipped', null],
      ['2026-03-19', 'skipped', null],
      ['2026-03-20', 'skipped', null],
      ['2026-03-21', 'skipped', null],
      ['2026-03-22', 'skipped', null],
      ['2026-03-23', 'skipped', null],
      ['2026-03-24', 'skipped', null],
      ['2026-03-25', 'counted', 1],
      ['2026-03-26', 'counted', 2],
      ['2026-03-27', 'counted', 3],
    ]);
    expect(body.steps.find(({ date }) => date === '2026-03-19')!.label.id).toContain('Nyepi');
  });

  test('takes the date of a late evening from the time zone of the city', async () => {
    // 23:30 in Jakarta is already tomorrow in Banjarmasin.
    const { body } = await explain({ clock: 'verification', startedAt: '2025-08-14T23:30:00+07:00' });
    expect(body.dueAt).toBe(endOfOfficeHours('2025-08-21'));
  });

  test('moves the due instant by exactly the working time of a pause', async () => {
    const request = { clock: 'first_response', startedAt: '2025-08-11T09:00:00+08:00' };
    const plain = (await explain(request)).body.dueAt;
    expect(plain).toBe(endOfOfficeHours('2025-08-19'));
    const paused = await explain({
      ...request,
      pauses: [{ from: '2025-08-13T15:00:00+08:00', to: '2025-08-14T08:30:00+08:00' }],
    });
    // an hour on Wednesday and one on Thursday: two hours after 07:30 WITA
    expect(paused.body.dueAt).toBe('2025-08-20T01:30:00.000Z');
  });

  test('takes the length from the occasion where the policy says so, and rejects an unreasonable length', async () => {
    const request = { clock: 'complainant_answer', startedAt: '2025-08-11T09:00:00+08:00', office: 'PUPR' };
    expect((await explain({ ...request, length: 3 })).body.dueAt).toBe(endOfOfficeHours('2025-08-14'));
    expect((await explain({ ...request, clock: 'completion', length: 3 })).body.dueAt).toBe(
      midnightAfter('2025-08-14'),
    );
    for (const length of [0, -1, 1.5, 1_001, '3'])
      expect([length, (await explain({ ...request, length })).status]).toEqual([length, 422]);
  });

  test('shows what a change of office or class leaves: the whole time, or the first working day after it', async () => {
    const request = {
      clock: 'resolution',
      classification: 'aspiration',
      startedAt: '2025-08-04T09:00:00+08:00',
      office: 'PUPR',
    };
    const inTime = (await explain({ ...request, changedAt: '2025-08-08T10:00:00+08:00' })).body;
    expect(inTime.dueAt).toBe(endOfOfficeHours('2025-08-11'));
    expect(inTime.steps[1]).toMatchObject({ kind: 'recounted', at: '2025-08-08T02:00:00.000Z' });
    expect((await explain({ ...request, changedAt: '2025-08-11T15:59:00+08:00' })).body.dueAt).toBe(
      endOfOfficeHours('2025-08-11'),
    );
    for (const changedAt of ['2025-08-11T16:00:00+08:00', '2025-08-12T10:00:00+08:00']) {
      const { dueAt, steps } = (await explain({ ...request, changedAt })).body;
      expect(dueAt).toBe(endOfOfficeHours(changedAt.startsWith('2025-08-12') ? '2025-08-13' : '2025-08-12'));
      expect(steps.filter(({ kind }) => kind === 'counted')).toHaveLength(1);
    }
  });

  test('shows the remaining time of a pause without an end', async () => {
    const { body } = await explain({
      clock: 'first_response',
      startedAt: '2025-08-11T09:00:00+08:00',
      pauses: [{ from: '2025-08-13T15:00:00+08:00' }],
    });
    expect(body).toMatchObject({ dueAt: null, remaining: 'PT23H30M' });
    expect(
      (await explain({ clock: 'first_response', startedAt: '2025-08-11T09:00:00+08:00' })).body.remaining,
    ).toBeNull();
  });

  test('rejects an unknown office, and a pause that ends before it begins', async () => {
    expect(
      (await explain({ clock: 'decision', startedAt: '2026-03-17T09:00:00+08:00', office: 'NOWHERE' })).problem
        .errors![0]!.pointer,
    ).toBe('/office');
    expect(
      (
        await explain({
          clock: 'decision',
          startedAt: '2026-03-17T09:00:00+08:00',
          pauses: [{ from: '2026-03-19T09:00:00+08:00', to: '2026-03-18T09:00:00+08:00' }],
        })
      ).status,
    ).toBe(422);
  });
});
