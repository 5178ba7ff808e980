import { breachUnread } from './breach-unread.js';
import { deleteBeforeSend } from './delete-before-send.js';
import { historyUnshared } from './history-unshared.js';
import type { Mutation } from './mutation.js';
import { relayBeyondLast } from './relay-beyond-last.js';
import { sequenceUnguarded } from './sequence-unguarded.js';
import { timeInLockingStatement } from './time-in-locking-statement.js';
import { timeOfTransaction } from './time-of-transaction.js';
import { wakeUpsLost } from './wake-ups-lost.js';

/** All mutations; add a new one here. */
export const mutations: readonly Mutation[] = [
  historyUnshared,
  breachUnread,
  sequenceUnguarded,
  relayBeyondLast,
  timeOfTransaction,
  timeInLockingStatement,
  wakeUpsLost,
  deleteBeforeSend,
];
