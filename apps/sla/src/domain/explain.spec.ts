import { explain } from './explain.js';
import type { ExplainInput } from './explain.js';
import { officeHours, policies, wita } from './seed.spec-kit.js';

const explained = (name: string, startedAt: string, more: Partial<ExplainInput> = {}) =>
  explain({
    policy: policies.find(policy => policy.name === name)!,
    classification: 'ordinary_complaint',
    startedAt: wita(startedAt),
    calendar: officeHours,
    pauses: [],
    ...more,
  });

describe('explain', () => {
  it('lists every counted and skipped day with the reason', () => {
    const { dueAt, provisional, steps } = explained('verification', '2026-03-17T10:00');
    expect(dueAt).toEqual(wita('2026-03-27T16:30'));
    expect(provisional).toBe(false);
    expect(steps.map(({ label }) => label.id)).toEqual([
      'Dimulai Selasa, 17 Maret 2026 pukul 10.00 WITA; hari ke-1 adalah hari kerja berikutnya',
      'Dilewati: Rabu, 18 Maret 2026 (cuti bersama, Cuti Bersama Hari Suci Nyepi), Ramadan',
      'Dilewati: Kamis, 19 Maret 2026 (hari libur nasional, Hari Suci Nyepi), Ramadan',
      'Dilewati: Jumat, 20 Maret 2026 (cuti bersama, Cuti Bersama Hari Raya Idul Fitri), Ramadan',
      'Dilewati: Sabtu, 21 Maret 2026 (akhir pekan, Hari Raya Idul Fitri)',
      'Dilewati: Minggu, 22 Maret 2026 (akhir pekan, Hari kedua dari Hari Raya Idul Fitri)',
      'Dilewati: Senin, 23 Maret 2026 (cuti bersama, Cuti Bersama Hari Raya Idul Fitri)',
      'Dilewati: Selasa, 24 Maret 2026 (cuti bersama, Cuti Bersama Hari Raya Idul Fitri)',
      'Hari kerja ke-1: Rabu, 25 Maret 2026, 07.30–16.00',
      'Hari kerja ke-2: Kamis, 26 Maret 2026, 07.30–16.00',
      'Hari kerja ke-3: Jumat, 27 Maret 2026, 07.30–16.30',
      'Akhir jam kerja hari terakhir: Jumat, 27 Maret 2026 pukul 16.30 WITA',
      'Jatuh tempo Jumat, 27 Maret 2026 pukul 16.30 WITA (27 jam 0 menit jam kerja)',
    ]);
    expect(steps[8]?.label.en).toBe('Working day 1: Wednesday 25 March 2026, 07:30–16:00');
  });

  it('lists the pauses and the days by which they extend the term', () => {
    const { dueAt, steps } = explained('verification', '2026-11-02T09:00', {
      pauses: [
        { from: wita('2026-11-03T10:00'), to: wita('2026-11-04T10:00') },
        { from: wita('2026-11-09T08:00'), to: wita('2026-11-09T09:00') },
      ],
    });
    expect(dueAt).toEqual(wita('2026-11-06T16:30'));
    expect(
      steps
        .filter(({ kind }) => kind !== 'counted')
        .map(({ kind, label }) => [kind, label.en])
        .slice(2),
    ).toEqual([
      [
        'paused',
        'Paused: Tuesday 3 November 2026 at 10:00 WITA to Wednesday 4 November 2026 at 10:00 WITA; 7 h 30 min working time added',
      ],
      [
        'pause_ignored',
        'Pause outside the deadline, not counted: Monday 9 November 2026 at 08:00 WITA to Monday 9 November 2026 at 09:00 WITA',
      ],
      ['extended', 'Extended by pauses: Friday 6 November 2026, 07:30–16:30'],
      ['due', 'Due Friday 6 November 2026 at 16:30 WITA (28 h 30 min working time)'],
    ]);
  });

  it('counts every calendar day, up to the midnight after the last', () => {
    const { dueAt, steps } = explained('completeness_reply', '2026-03-17T10:00');
    expect(dueAt).toEqual(wita('2026-04-01T00:00'));
    expect(steps.filter(({ kind }) => kind === 'counted').map(({ number }) => number)).toEqual(
      Array.from({ length: 14 }, (_, i) => i + 1),
    );
    expect(steps.some(({ kind }) => kind === 'skipped')).toBe(false);
  });

  it('returns no due instant while a pause is open', () => {
    const { dueAt, steps } = explained('verification', '2026-11-02T09:00', {
      pauses: [{ from: wita('2026-11-03T10:00'), to: null }],
    });
    expect(dueAt).toBeNull();
    expect(steps.at(-1)?.kind).toBe('paused');
  });

  it('marks provisional days and due instants', () => {
    const { dueAt, provisional, steps } = explained('resolution', '2027-12-30T09:00', { length: 2 });
    expect([dueAt, provisional]).toEqual([wita('2028-01-03T16:00'), true]);
    expect(steps.filter(({ label }) => label.id.includes('sementara'))).not.toHaveLength(0);
  });

  it('uses the length of the classification, and throws explain.too-long beyond ten years', () => {
    expect(explained('resolution', '2026-03-17T10:00', { classification: 'supervisory_complaint' }).dueAt).toEqual(
      wita('2026-06-26T16:30'),
    );
    expect(() => explained('decision', '2026-03-17T10:00', { length: 5_000 })).toThrow(
      expect.objectContaining({ code: 'explain.too-long' }),
    );
  });
});
