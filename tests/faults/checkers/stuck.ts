import type { Checker, ComplaintRow, Finding } from '../lab/model.js';

const finding = (subject: string, what: string): Finding => ({ checker: 'stuck', subject, what });
const withoutOffice = ['received', 'awaiting_completion', 'closed', 'archived'];

/** Checks that no consumer is behind, only poison events are parked, and no complaint waits forever. */
export const stuck: Checker = {
  name: 'stuck',
  check({ lag, parked, poisoned, overdue, complaints, settled }) {
    const injected = new Set(poisoned);
    return [
      ...lag
        .filter(({ behind }) => behind > 0)
        .map(({ consumer, behind }) => finding(consumer, `${behind} events behind`)),
      ...parked
        .filter(({ subject }) => !injected.has(subject))
        .map(({ consumer, subject, type, eventId }) => finding(subject, `${consumer} has parked ${type} ${eventId}`)),
      ...(overdue > 0 ? [finding('the clocks', `${overdue} are past due and still running`)] : []),
      ...complaints.flatMap(complaint => waits(complaint, settled)),
    ];
  },
};

const waits = ({ id, status, office, ruled, lodgedAt }: ComplaintRow, settled: Date): Finding[] => {
  if (office === null && !withoutOffice.includes(status)) return [finding(id, `is ${status} and has no office`)];
  return status === 'received' && ruled && lodgedAt < settled
    ? [finding(id, 'waits in the queue, though a rule sends it to an office')]
    : [];
};
