import type { Checker, ClockRow, ComplaintRow, EscalationRow, Evidence, Finding } from '../lab/model.js';
import { doneBefore } from './duties.js';
import { eventsOf } from './streams.js';

const finding = (subject: string, what: string): Finding => ({ checker: 'false-breach', subject, what });

/** Checks that a fulfilled duty has no breach and no later warning, and that every escalation has a breach. */
export const falseBreach: Checker = {
  name: 'false-breach',
  check(evidence) {
    const complaints = new Map(evidence.complaints.map(complaint => [complaint.id, complaint]));
    const clocks = new Map(evidence.clocks.map(clock => [clock.id, clock]));
    const escalations = new Map(evidence.escalations.map(escalation => [escalation.id, escalation]));
    /** A clock of the escalation ladder depends on the duty of its root clock. */
    const dutyOf = (clock: ClockRow): ClockRow | undefined =>
      clock.name === 'ladder' ? clocks.get(escalations.get(clock.escalationId ?? '')?.clockId ?? '') : clock;
    const breachedAfterFulfilment = (clock: ClockRow): Finding[] => {
      const [complaint, duty] = [complaints.get(clock.complaintId), dutyOf(clock)];
      if (clock.breachedAt === null || clock.dueAt === null || !complaint || !duty) return [];
      const done = doneBefore(complaint, duty, clock.dueAt);
      return done
        ? [
            finding(
              complaint.id,
              `${clock.name} due ${clock.dueAt.toISOString()} is breached, though ${done.act} was at ${done.at.toISOString()}`,
            ),
          ]
        : [];
    };
    return [
      ...evidence.clocks.flatMap(breachedAfterFulfilment),
      ...warnedAfterFulfilment(evidence, clocks, complaints),
      ...revokedBreaches(evidence, clocks),
      ...unfoundedEscalations(evidence, clocks, complaints),
    ];
  },
};

const warnedAfterFulfilment = (
  evidence: Evidence,
  clocks: ReadonlyMap<string, ClockRow>,
  complaints: ReadonlyMap<string, ComplaintRow>,
): Finding[] =>
  eventsOf(evidence, 'clock.warned.v1').flatMap(({ subject, data }) => {
    const [clock, complaint] = [clocks.get(String(data['clockId'])), complaints.get(subject)];
    const done = clock && complaint && doneBefore(complaint, clock, new Date(String(data['at'])));
    return done
      ? [
          finding(
            subject,
            `${clock.name} warned of ${String(data['at'])}, though ${done.act} was at ${done.at.toISOString()}`,
          ),
        ]
      : [];
  });

/** Finds breach events of clocks that are not breached; consumers have already acted on these events. */
const revokedBreaches = (evidence: Evidence, clocks: ReadonlyMap<string, ClockRow>): Finding[] =>
  eventsOf(evidence, 'clock.breached.v1')
    .filter(({ data }) => !clocks.get(String(data['clockId']))?.breachedAt)
    .map(({ subject, data }) =>
      finding(subject, `${String(data['name'])} due ${String(data['dueAt'])} was reported as breached and is not`),
    );

const unfoundedEscalations = (
  evidence: Evidence,
  clocks: ReadonlyMap<string, ClockRow>,
  complaints: ReadonlyMap<string, ComplaintRow>,
): Finding[] => {
  const breachedRungs = new Set(
    evidence.clocks
      .filter(({ escalationId, breachedAt }) => escalationId !== null && breachedAt !== null)
      .map(({ escalationId }) => escalationId),
  );
  const climbed = new Set(
    evidence.escalations.filter(({ id }) => breachedRungs.has(id)).map(({ key, level }) => `${key} ${level}`),
  );
  const fault = ({ complaintId, key, clockId, level }: EscalationRow): string | null => {
    if (clockId === null) return null; // raised manually
    if (level === 3 && !complaints.get(complaintId)?.consent) return 'without consent';
    if (level === 1) return clocks.get(clockId)?.breachedAt ? null : 'without a breach';
    return climbed.has(`${key} ${level - 1}`) ? null : 'without the rung below';
  };
  return evidence.escalations.flatMap(escalation => {
    const what = fault(escalation);
    return what === null
      ? []
      : [finding(escalation.complaintId, `level ${escalation.level} of ${escalation.clock} ${what}`)];
  });
};
