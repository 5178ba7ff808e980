import type { ComplaintEvent } from '@tuntas/contracts';
import { addNotice, attachReferral, noticeOf, openCase, type OmbudsmanCase } from './ombudsman-case.js';

const now = new Date('2026-06-01T02:00:00Z');
const later = new Date('2026-06-02T02:00:00Z');
const opened = openCase(
  {
    id: 'case',
    registrationNumber: '0001/LM/VI/2026/BJM',
    escalationId: 'e3',
    complaint: {
      id: 'c',
      ticket: 'BJM-2026-000001',
      office: 'PUPR',
      regionCode: '63.71.04',
      allegedMaladministration: ['undue_delay', 'no_service', 'undue_delay'],
    },
    admissibility: [{ check: 'not_before_court', passed: null }],
  },
  now,
);
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('Ombudsman case', () => {
  it('opens at formal intake with the alleged types and the results of the checks', () => {
    expect(opened.state).toMatchObject({
      complaintId: 'c',
      ticket: 'BJM-2026-000001',
      stage: 'intake_formal',
      office: 'PUPR',
      region: '63.71.04',
      maladministration: [
        { type: 'undue_delay', finding: 'alleged' },
        { type: 'no_service', finding: 'alleged' },
      ],
      escalationIds: ['e3'],
      openedAt: now,
      dueAt: null,
      version: 1,
    });
    expect(opened.events).toMatchObject([
      {
        type: 'case.opened.v1',
        data: { caseId: 'case', escalationId: 'e3', checks: [{ check: 'not_before_court', passed: null }] },
      },
    ]);
  });

  it('attaches a later referral once', () => {
    const { state, events } = attachReferral(opened.state, 'e9', later);
    expect(state).toMatchObject({ escalationIds: ['e3', 'e9'], notices: [], version: 2 });
    expect(types(events)).toEqual(['case.referral-attached.v1']);
    expect(attachReferral(state, 'e9', later)).toEqual({ state, events: [] });
    expect(attachReferral(state, 'e3', later)).toEqual({ state, events: [] });
  });

  it('stays closed when referred again and adds a notice for staff', () => {
    const closed: OmbudsmanCase = { ...opened.state, stage: 'closed' };
    const { state, events } = attachReferral(closed, 'e9', later);
    expect(state).toMatchObject({ stage: 'closed', notices: [{ kind: 'referred_again', at: later }], version: 2 });
    expect(types(events)).toEqual(['case.referral-attached.v1', 'case.notice-added.v1']);
  });

  it('adds one notice per complaint event and keeps its stage', () => {
    const { state, events } = addNotice(opened.state, 'settled_late', 17, later);
    expect(state).toEqual({
      ...opened.state,
      notices: [{ kind: 'settled_late', at: later, sequence: 17 }],
      version: 2,
    });
    expect(types(events)).toEqual(['case.notice-added.v1']);
    expect(addNotice(state, 'settled_late', 17, later)).toEqual({ state, events: [] });
    expect(addNotice(state, 'settled_late', 21, later).state.notices).toHaveLength(2);
  });

  it.each([
    ['complaint.resolved.v1', {}, 'settled_late'],
    ['complaint.withdrawn.v1', {}, 'withdrawn'],
    ['complaint.reopened.v1', {}, 'reopened'],
    ['complaint.objected.v1', { contested: false }, 'reopened'],
    ['complaint.objected.v1', { contested: true }, null],
    ['complaint.accepted.v1', {}, null],
  ])('maps %s %o to the notice %s', (type, data, kind) => {
    expect(noticeOf({ type, data } as unknown as ComplaintEvent)).toBe(kind);
  });
});
