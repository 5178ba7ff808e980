import { DomainError, type Actor } from '@tuntas/kernel';
import { acknowledge, type Escalation } from './escalation.js';

const now = new Date('2026-03-04T02:00:00Z');
const escalation: Escalation = {
  id: 'e1',
  complaintId: 'c1',
  key: 'k1',
  clockId: 'k1',
  clock: 'resolution',
  level: 1,
  cycle: 1,
  target: 'office_head',
  office: 'PUPR',
  status: 'open',
  reason: 'breach',
  nextRung: { level: 2, afterWorkingDays: 3 },
  targetMissing: false,
  raisedAt: new Date('2026-03-03T02:00:00Z'),
  acknowledgedAt: null,
  acknowledgedBy: null,
  endedAt: null,
  endReason: null,
  referralOfferedAt: null,
};
const actor = (role: Actor['role'], office: string | null = null): Actor => ({
  role,
  ref: `a-${role}`,
  office,
  client: null,
});
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? `${error.kind} ${error.code}` : String(error);
  }
  return 'allowed';
};

describe('acknowledge', () => {
  it('records the holder and the time, and keeps the next rung', () => {
    const { state, events } = acknowledge(escalation, actor('office_head', 'PUPR'), now);
    expect(state).toEqual({
      ...escalation,
      status: 'acknowledged',
      acknowledgedAt: now,
      acknowledgedBy: 'a-office_head',
    });
    expect(events).toMatchObject([{ type: 'escalation.acknowledged.v1', data: { escalationId: 'e1', level: 1 } }]);
  });

  it.each([
    ['the head of another office', escalation, actor('office_head', 'DLH')],
    ['an officer', escalation, actor('officer', 'PUPR')],
    ['a coordinator at level 1 of an office', escalation, actor('coordinator')],
    ['the head at level 2', { ...escalation, level: 2, target: 'coordinator' as const }, actor('office_head', 'PUPR')],
    ['the coordinator at level 3', { ...escalation, level: 3, target: 'ombudsman' as const }, actor('coordinator')],
  ])('throws escalation.not-yours for %s', (_, other, by) => {
    expect(refusal(() => acknowledge(other, by, now))).toBe('forbidden escalation.not-yours');
  });

  it.each([
    ['coordinator', { ...escalation, level: 2, target: 'inspectorate' as const }],
    ['inspectorate', { ...escalation, level: 2, target: 'coordinator' as const }],
    ['ombudsman', { ...escalation, level: 3, target: 'ombudsman' as const }],
    ['coordinator', { ...escalation, target: 'coordinator' as const, office: null }],
  ] as const)('is allowed for the %s who holds the escalation', (role, own) => {
    expect(acknowledge(own, actor(role), now).state.status).toBe('acknowledged');
  });

  it('changes nothing and emits no event when repeated', () => {
    const once = acknowledge(escalation, actor('office_head', 'PUPR'), now).state;
    expect(acknowledge(once, actor('office_head', 'PUPR'), new Date('2026-03-05T00:00:00Z'))).toEqual({
      state: once,
      events: [],
    });
  });

  it('throws escalation.ended once the escalation has ended', () => {
    const ended: Escalation = { ...escalation, status: 'ended', endedAt: now, endReason: 'duty_met' };
    expect(refusal(() => acknowledge(ended, actor('office_head', 'PUPR'), now))).toBe('conflict escalation.ended');
  });
});
