import type { Complaint, Fact } from '@tuntas/complaint';
import {
  archiveReasons,
  caseStages,
  clockNames,
  inadmissibilityGrounds,
  outcomes,
  statuses,
  type ArchiveReason,
  type CaseStage,
  type InadmissibilityGround,
} from '@tuntas/contracts';
import { languages } from './sentence.js';
import { lodgedAt } from './lodged-complaint.spec-kit.js';
import { isVisibleToCitizen, trackingOf, type TrackedComplaint, type StaffText } from './tracking.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 6, 6, 1) + minutes * 60_000);
const lodged = lodgedAt(at(0));
const fact = (given: Partial<Fact>): Fact => ({
  ...lodged.history[0]!,
  office: 'PUPR',
  status: 'in_progress',
  ...given,
});
const trackedComplaint = (complaint: Partial<Complaint>, more: Partial<TrackedComplaint> = {}): TrackedComplaint => ({
  complaint: { ...lodged, ...complaint },
  next: null,
  isLate: false,
  escalationLevel: 0,
  overseer: null,
  isReferralOffered: false,
  ombudsmanCase: null,
  staffTexts: [],
  officeName: code => `Dinas ${code}`,
  zone: { utcOffsetMinutes: 480 },
  remedies: [{ id: 'Datanglah ke loket.', en: 'Come to a counter.' }],
  ...more,
});
const atTheOmbudsman = (stage: CaseStage, ground: InadmissibilityGround | null = null) => ({
  registrationNumber: '0001/LM/VII/2026/BJM',
  stage,
  ground,
});
const explanationOf = (complaint: Partial<Complaint>, more?: Partial<TrackedComplaint>): string =>
  trackingOf(trackedComplaint(complaint, more), 'id').explanation;

describe('trackingOf', () => {
  it('fills every placeholder for every status, outcome, clock and language, with and without an office', () => {
    for (const status of statuses)
      for (const outcome of status === 'closed' ? outcomes : [null])
        for (const office of ['PUPR', null])
          for (const clock of clockNames)
            for (const language of languages) {
              const { explanation, actions, statusLabel, allowedActions } = trackingOf(
                trackedComplaint(
                  { status, outcome, office, interruptedStatus: status === 'awaiting_completion' ? 'received' : null },
                  {
                    next: { clock, dueAt: at(60) },
                    isLate: true,
                    escalationLevel: 2,
                    overseer: 'inspectorate',
                    isReferralOffered: true,
                    ombudsmanCase: atTheOmbudsman('examination'),
                  },
                ),
                language,
              );
              for (const text of [explanation, statusLabel, ...actions.map(({ what }) => what)])
                expect(text).toMatch(/^[A-Z][^{}]*[.)\w]$/);
              expect(actions.map(({ action }) => action)).toEqual(allowedActions);
            }
  });

  it('names no deadline that the citizen cannot use, such as for reopening after both rounds', () => {
    const next = { clock: 'reopening', dueAt: at(60) } as const;
    expect(trackingOf(trackedComplaint({ status: 'closed', outcome: 'confirmed' }, { next }), 'id')).toMatchObject({
      until: at(60).toISOString(),
      untilInWords: expect.any(String),
    });
    for (const used of [{ rounds: 2 }, { reopeningLapsed: true }])
      expect(
        trackingOf(trackedComplaint({ status: 'closed', outcome: 'contested', ...used }, { next }), 'id'),
      ).toMatchObject({
        until: null,
        untilInWords: null,
      });
    expect(
      trackingOf(trackedComplaint({ status: 'assigned' }, { next: { clock: 'human_contact', dueAt: at(60) } }), 'id')
        .until,
    ).toBeNull();
  });

  it('apologises only while a duty is open, and offers the Ombudsman until a referral is requested', () => {
    expect(explanationOf({ status: 'in_progress', office: 'PUPR' }, { isLate: true })).toContain('Mohon maaf');
    expect(
      explanationOf(
        { status: 'closed', outcome: 'withdrawn' },
        { isLate: true, escalationLevel: 2, overseer: 'coordinator' },
      ),
    ).not.toMatch(/[Mm]ohon maaf|koordinator/);
    const requested = [fact({ act: 'request_referral' })];
    const offered = (complaint: Partial<Complaint>, isReferralOffered = false) =>
      trackingOf(trackedComplaint(complaint, { isReferralOffered }), 'id').referralOffered;
    expect([
      offered({ status: 'closed', outcome: 'contested' }),
      offered({ status: 'closed', outcome: 'contested', history: requested }),
    ]).toEqual([true, false]);
    expect([
      offered({ status: 'assigned' }, true),
      offered({ status: 'assigned', consentToOmbudsman: true }, true),
    ]).toEqual([true, false]);
  });

  it('names the registration number at every stage of the case, and the remaining options at its end', () => {
    const caseExplanation = (stage: CaseStage, ground: InadmissibilityGround | null = null): string =>
      explanationOf({ status: 'in_progress', office: 'PUPR' }, { ombudsmanCase: atTheOmbudsman(stage, ground) });
    for (const stage of caseStages) expect(caseExplanation(stage)).toContain('0001/LM/VII/2026/BJM');
    expect(explanationOf({ status: 'in_progress' })).not.toContain('Ombudsman');
    const possible = /Anda (juga )?dapat|sampaikan kepada Ombudsman|Ombudsman dapat/;
    for (const ground of inadmissibilityGrounds) expect(caseExplanation('not_admissible', ground)).toMatch(possible);
    for (const stage of ['closed', 'deemed_withdrawn', 'withdrawn'] as const)
      expect(caseExplanation(stage)).toMatch(possible);
  });

  it('promises no quick response if the office is late, and offers no referral if the Ombudsman has the case', () => {
    const assigned = { status: 'assigned', office: 'PUPR' } as const;
    expect([explanationOf(assigned), explanationOf(assigned, { isLate: true })]).toEqual([
      expect.stringContaining('akan mempelajari'),
      expect.not.stringContaining('akan mempelajari'),
    ]);
    const contested = { status: 'closed', outcome: 'contested' } as const;
    const withCase = explanationOf(
      { ...contested, history: [fact({ act: 'request_referral' })] },
      { ombudsmanCase: atTheOmbudsman('intake_formal') },
    );
    expect(explanationOf(contested)).toContain('Ombudsman masih dapat memeriksanya');
    expect(withCase).toMatch(/belum puas.*Ombudsman sudah menerima pengaduan ini \(nomor 0001/);
    expect(withCase).not.toContain('masih dapat');
  });

  it('states the reason why a complaint was archived', () => {
    const archived = (archiveReason?: ArchiveReason): string =>
      explanationOf({
        status: 'archived',
        history: [fact({ act: 'archive', ...(archiveReason && { archiveReason }) })],
      });
    expect(archived('already_settled')).toMatch(/sudah diselesaikan\. Alasan dan langkah lain/);
    expect(archived('before_court')).toMatch(/sedang diperiksa pengadilan, sehingga kami belum dapat menanganinya/);
    for (const reason of archiveReasons) expect(archived(reason)).not.toBe(archived());
    expect(archived()).toMatch(/^Mohon maaf, pengaduan ini tidak dapat kami lanjutkan\. Alasan/);
  });

  it('names the escalation target only if there is one within the city', () => {
    const escalatedTo = (overseer: TrackedComplaint['overseer']): string =>
      explanationOf({ status: 'in_progress', office: 'PUPR' }, { isLate: true, escalationLevel: 1, overseer });
    expect(escalatedTo('office_head')).toContain('Pimpinan Dinas PUPR sudah kami minta turun tangan.');
    expect(escalatedTo('coordinator')).toContain('dikawal koordinator kota.');
    expect(escalatedTo('inspectorate')).toContain('dikawal Inspektorat Daerah.');
    for (const noOverseer of [null, 'ombudsman'] as const)
      expect(escalatedTo(noOverseer)).not.toMatch(/[Pp]impinan|koordinator|Inspektorat/);
  });

  it('describes acts in the timeline: a new class, a new category, a citizen who feels heard', () => {
    const { timeline } = trackingOf(
      trackedComplaint({
        history: [
          fact({ act: 'lodge' }),
          fact({ act: 'reclassify' }),
          fact({ act: 'reclassify', classification: 'information_request' }),
          fact({ act: 'confirm', heard: true }),
          fact({ act: 'confirm' }),
        ],
      }),
      'id',
    );
    expect(timeline.slice(1).map(({ what }) => what)).toEqual([
      expect.stringContaining('kategori'),
      expect.stringContaining('menjadi permintaan informasi'),
      'Anda menyatakan sudah merasa didengar.',
      'Anda menyatakan masalahnya sudah selesai.',
    ]);
  });

  it('offers no reopening after the last round, and apologises only once', () => {
    const next = { clock: 'complainant_reply', dueAt: at(60) } as const;
    expect(explanationOf({ status: 'resolved', office: 'PUPR', rounds: 1 }, { next })).toContain('dibuka kembali');
    expect(explanationOf({ status: 'resolved', office: 'PUPR', rounds: 2 }, { next })).not.toContain('dibuka kembali');
    expect(
      explanationOf({ status: 'in_progress', office: 'PUPR' }, { isLate: true, isReferralOffered: true }).match(
        /[Mm]ohon maaf/g,
      ),
    ).toHaveLength(1);
  });

  it('says "not yet" about the Ombudsman only for a temporary ground', () => {
    const caseExplanation = (ground: InadmissibilityGround): string =>
      explanationOf(
        { status: 'in_progress', office: 'PUPR' },
        { ombudsmanCase: atTheOmbudsman('not_admissible', ground) },
      );
    for (const ground of inadmissibilityGrounds)
      expect(caseExplanation(ground)).toContain(
        ['agency_not_asked_first', 'agency_still_in_time', 'identity_missing'].includes(ground)
          ? 'belum dapat melanjutkannya'
          : 'tidak dapat melanjutkannya',
      );
  });

  it('shows with each act only its texts for the citizen, also for two acts at the same instant', () => {
    const text = (field: string, body: string, minutes = 5): StaffText => ({ field, body, at: at(minutes) });
    const { timeline } = trackingOf(
      trackedComplaint(
        {
          history: [
            fact({ act: 'respond', at: at(5) }),
            fact({ act: 'respond', at: at(5) }),
            fact({ act: 'contact', at: at(5) }),
            fact({ act: 'transfer', at: at(6), office: null }),
            fact({ act: 'object', at: at(7), status: 'closed' }),
            fact({ act: 'object', at: at(8) }),
          ],
        },
        {
          staffTexts: [
            text('response', 'satu'),
            text('response', 'dua'),
            text('contact.note', 'rahasia'),
            text('internal-note', 'rahasia'),
            text('transfer.reason', 'rahasia', 6),
            text('explanation', 'milik keputusan'),
            text('objection.reason', 'kata warga', 7),
          ],
        },
      ),
      'id',
    );
    expect(timeline.map(({ text: shown }) => shown)).toEqual(['satu', 'dua', null, null, null, null]);
    expect(timeline.slice(3).map(({ what }) => what)).toEqual([
      expect.stringContaining('kembali kepada kami'),
      expect.stringContaining('keberatan itu kami catat'),
      expect.stringContaining('Dinas PUPR menanganinya kembali'),
    ]);
    expect(
      [
        'note',
        'internal-note',
        'verification.note',
        'contact.note',
        'transfer.reason',
        'assignment.reason',
        'disclosure.reason',
        'receivedBy',
        'subject',
      ].filter(isVisibleToCitizen),
    ).toEqual([]);
  });
});
