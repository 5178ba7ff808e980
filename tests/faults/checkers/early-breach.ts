import type { Checker, Finding } from '../lab/model.js';
import { eventsOf } from './streams.js';

/**
 * Checks that no clock is breached before its due time, in the rows and in the events, and that no warning is early.
 */
export const earlyBreach: Checker = {
  name: 'early-breach',
  check: evidence => [
    ...evidence.clocks
      .filter(({ dueAt, breachedAt }) => breachedAt && (!dueAt || breachedAt < dueAt))
      .map((clock): Finding => ({
        checker: 'early-breach',
        subject: clock.complaintId,
        what: `${clock.name} due ${String(clock.dueAt?.toISOString())} is breached at ${clock.breachedAt!.toISOString()}`,
      })),
    ...eventsOf(evidence, 'clock.warned.v1')
      .filter(({ time, data }) => !(time >= new Date(String(data['at']))))
      .map((event): Finding => ({
        checker: 'early-breach',
        subject: event.subject,
        what: `${String(event.data['name'])} warned of ${String(event.data['at'])} at ${event.time.toISOString()}`,
      })),
    ...eventsOf(evidence, 'clock.breached.v1')
      .filter(({ time, data }) => !(time >= new Date(String(data['dueAt']))))
      .map((event): Finding => ({
        checker: 'early-breach',
        subject: event.subject,
        what: `${String(event.data['name'])} due ${String(event.data['dueAt'])} was reported as breached at ${event.time.toISOString()}`,
      })),
  ],
};
