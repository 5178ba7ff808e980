import * as fc from 'fast-check';
import { clocksOf } from './clocks-of.js';
import type { History } from './clocks-of.js';
import { explainClock } from './explain-clock.js';
import { histories } from './histories.spec-kit.js';
import { officeHours, policies, sixDays, wita } from './seed.spec-kit.js';
import { accepted, Story } from './story.spec-kit.js';

const historyOf = ({ facts, escalations }: Story, settledUntil: string): History => ({
  facts,
  escalations,
  isAnonymous: false,
  policies,
  calendarOf: office => (office === 'RSUD' ? sixDays : officeHours),
  settledUntil: wita(settledUntil),
});
const resolution = { name: 'resolution', cycle: 1, n: 1, escalationId: null } as const;

describe('explainClock', () => {
  it('explains a change of classification, with the due instant before it', () => {
    const story = accepted().act('reclassify', '2026-11-04T10:00', { classification: 'supervisory_complaint' });
    const { dueAt, steps } = explainClock(historyOf(story, '2026-11-04T10:00'), resolution)!;
    expect(dueAt).toEqual(story.clock('resolution', '2026-11-04T10:00').dueAt);
    expect(steps.slice(0, 2).map(({ kind, label }) => [kind, label.id])).toEqual([
      ['started', 'Dimulai Senin, 2 November 2026 pukul 09.00 WITA; hari ke-1 adalah hari kerja berikutnya'],
      [
        'recounted',
        'Dihitung ulang Rabu, 4 November 2026 pukul 10.00 WITA dari awal, karena instansi atau klasifikasi berubah; sebelumnya jatuh tempo Jumat, 20 November 2026 pukul 16.30 WITA',
      ],
    ]);
  });

  it('explains the grace term if the recomputed time would be over', () => {
    const story = accepted().act('reclassify', '2026-11-11T10:00', { classification: 'aspiration' });
    const { dueAt, steps } = explainClock(historyOf(story, '2026-11-11T10:00'), resolution)!;
    expect(dueAt).toEqual(wita('2026-11-12T16:00'));
    expect(steps.map(({ kind }) => kind)).toEqual(['started', 'recounted', 'counted', 'end_of_count', 'due']);
    expect(steps[1]!.label.en).toContain(
      'no time would have been left, so it runs until the end of the first working day after the change',
    );
  });

  it('lists every change, also if a later one supersedes it', () => {
    const story = accepted()
      .act('reclassify', '2026-11-11T10:00', { classification: 'aspiration' })
      .act('reclassify', '2026-11-12T10:00', { classification: 'supervisory_complaint' });
    const { dueAt, steps } = explainClock(historyOf(story, '2026-11-12T10:00'), resolution)!;
    expect(dueAt).toEqual(story.clock('resolution', '2026-11-12T10:00').dueAt);
    expect(
      steps
        .filter(({ kind }) => kind === 'recounted')
        .map(({ label }) => /no time would have been left|from the start/.exec(label.en)?.[0]),
    ).toEqual(['no time would have been left', 'from the start']);
  });

  it('returns no due instant for a clock that stopped while paused', () => {
    const story = accepted().act('ask', '2026-11-03T09:30').act('withdraw', '2026-11-04T09:30');
    const { dueAt, remainingMs, steps } = explainClock(historyOf(story, '2026-11-05T00:00'), resolution)!;
    expect([dueAt, remainingMs, steps.at(-1)!.kind]).toEqual([
      null,
      story.clock('resolution', '2026-11-05T00:00').remainingMs,
      'paused',
    ]);
  });

  it('returns null for a clock that the history does not imply', () => {
    expect(explainClock(historyOf(accepted(), '2026-11-05T00:00'), { ...resolution, n: 2 })).toBeNull();
  });

  it('explains every clock of a random history, ending at its due instant', () => {
    fc.assert(
      fc.property(histories, history => {
        for (const { key, dueAt, remainingMs, basis, calendarCode } of clocksOf(history)) {
          const explained = explainClock(history, key)!;
          expect([key.name, explained.dueAt, explained.basis, explained.calendarCode]).toEqual([
            key.name,
            dueAt,
            basis,
            calendarCode,
          ]);
          if (dueAt === null) expect(explained.remainingMs).toBe(remainingMs);
          else expect(explained.steps.at(-1)).toMatchObject({ kind: 'due', at: dueAt });
        }
      }),
      { numRuns: 150 },
    );
  });
});
