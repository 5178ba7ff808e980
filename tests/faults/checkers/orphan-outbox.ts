import type { Checker } from '../lab/model.js';

/** Checks that every decided event was published. */
export const orphanOutbox: Checker = {
  name: 'orphan-outbox',
  check: ({ outbox }) =>
    outbox === 0
      ? []
      : [{ checker: 'orphan-outbox', subject: 'the outbox', what: `${outbox} events were not published` }],
};
