import type { Checker } from '../lab/model.js';

/** Everything that was decided was told. */
export const orphanOutbox: Checker = {
  name: 'orphan-outbox',
  check: ({ outbox }) =>
    outbox === 0 ? [] : [{ checker: 'orphan-outbox', subject: 'the outbox', what: `${outbox} events never left it` }],
};
