import { holdArguments } from './hold-arguments.js';
import type { Mutation } from './mutation.js';

export const breachUnread: Mutation = {
  name: 'breach-unread',
  fault: 'the sweep breaches due clocks without reading the history',
  patches: [
    {
      file: 'apps/sla/dist/use-cases/sweep-due-clocks.js',
      find: 'const settled = await this.book.settledHistories(ids);',
      replace: 'const settled = await this.book.histories(ids);',
    },
    { file: 'apps/sla/dist/use-cases/sweep-due-clocks.js', find: '() => cause);', replace: '() => cause, true);' },
    {
      file: 'apps/sla/dist/use-cases/reconcile-clocks.js',
      find: 'async recompute(streams, histories, horizon, causeOf) {',
      replace: 'async recompute(streams, histories, horizon, causeOf, unread = false) {',
    },
    {
      file: 'apps/sla/dist/use-cases/reconcile-clocks.js',
      find: 'calendarOf, settledUntil }, raised',
      replace: 'calendarOf, settledUntil, unread }, raised',
    },
    {
      file: 'apps/sla/dist/domain/reconciliation.js',
      find: 'export const reconcile = (history, escalations, stored, now, nextId) => {',
      replace: `export const reconcile = (history, escalations, stored, now, nextId) => {
        if (history.unread) {
          const running = stored.filter(({ clock }) => clock.status === 'running' && clock.dueAt !== null);
          const due = running.filter(({ clock }) => clock.dueAt <= history.settledUntil);
          const endOf = ({ runsFor }) => runsFor === 'citizen' ? 'lapsed' : 'breached';
          return {
            rows: due.map(({ id, emitted, clock }) => ({
              id, emitted: emitted + 1, clock: { ...clock, status: endOf(clock), stoppedAt: clock.dueAt, breachedAt: endOf(clock) === 'breached' ? clock.dueAt : null },
            })),
            events: due.map(({ id, clock }) => eventOf(id, clock, endOf(clock), { at: clock.dueAt, dueAt: clock.dueAt, office: clock.office })),
            nextDue: nextDue(running.filter(each => !due.includes(each)).map(({ clock }) => clock)),
          };
        }`,
    },
  ],
  expects: ['false-breach', 'early-breach'],
  lab: holdArguments,
};
