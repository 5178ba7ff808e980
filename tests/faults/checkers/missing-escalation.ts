import type { Checker, ClockRow, ComplaintRow, Evidence, Finding } from '../lab/model.js';
import { doneBefore } from './duties.js';

const ombudsman = 3;

/**
 * Checks that every escalating breach raised its level, every expired level raised the next one, and every referral has
 * a case.
 */
export const missingEscalation: Checker = {
  name: 'missing-escalation',
  check(evidence) {
    const complaints = new Map(evidence.complaints.map(complaint => [complaint.id, complaint]));
    const clocks = new Map(evidence.clocks.map(clock => [clock.id, clock]));
    const escalations = new Map(evidence.escalations.map(escalation => [escalation.id, escalation]));
    const raised = new Set(evidence.escalations.map(({ key, level }) => `${key} ${level}`));

    /** The root clock and the level that this breach must have raised; null if it raises none. */
    const expectedEscalation = (clock: ClockRow): { root: ClockRow; level: number } | null => {
      if (clock.name !== 'ladder') return clock.maxLevel > 0 ? { root: clock, level: 1 } : null;
      const rung = escalations.get(clock.escalationId ?? '');
      const [root, complaint] = [clocks.get(rung?.clockId ?? ''), complaints.get(clock.complaintId)];
      if (!rung || !root || !complaint || rung.level >= root.maxLevel || doneBefore(complaint, root, clock.breachedAt!))
        return null;
      return rung.level + 1 === ombudsman && !consentedBy(complaint, clock.breachedAt!)
        ? null
        : { root, level: rung.level + 1 };
    };
    return [
      ...evidence.clocks.flatMap((clock): Finding[] => {
        if (clock.breachedAt === null || clock.breachedAt >= evidence.settled) return [];
        const next = expectedEscalation(clock);
        if (!next || raised.has(`${next.root.id} ${next.level}`)) return [];
        return [
          {
            checker: 'missing-escalation',
            subject: clock.complaintId,
            what: `${next.root.name} has no level ${next.level}, though ${clock.name} is breached since ${clock.breachedAt.toISOString()}`,
          },
        ];
      }),
      ...withoutCase(evidence),
    ];
  },
};

const consentedBy = ({ consent, facts }: ComplaintRow, instant: Date): boolean => {
  const given = facts.find(({ act }) => act === 'consent');
  return consent && (given === undefined || given.at <= instant);
};

const withoutCase = ({ escalations, cases, settled }: Evidence): Finding[] => {
  const opened = new Set(cases.map(({ complaintId }) => complaintId));
  return escalations
    .filter(({ level, complaintId, raisedAt }) => level === ombudsman && raisedAt < settled && !opened.has(complaintId))
    .map(({ complaintId }) => ({
      checker: 'missing-escalation',
      subject: complaintId,
      what: 'was referred and has no case',
    }));
};
