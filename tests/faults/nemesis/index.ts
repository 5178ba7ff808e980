import type { Fault, FaultName, SystemUnderTest } from '../lab/model.js';
import { ackloss } from './ackloss.js';
import { broker } from './broker.js';
import { clock } from './clock.js';
import { database } from './database.js';
import { disk, unsupportedDiskReason } from './disk.js';
import { duplicate } from './duplicate.js';
import { hold } from './hold.js';
import { kill } from './kill.js';
import { partition } from './partition.js';
import { pause } from './pause.js';
import { poison } from './poison.js';
import { reorder } from './reorder.js';

/** All fault types; add a new fault here. A strike that fails, for example on a server that stays down, rejects. */
export const faults: readonly Fault[] = [
  kill,
  pause,
  ackloss,
  partition,
  broker,
  database,
  disk,
  clock,
  duplicate,
  reorder,
  poison,
  hold,
];

/** @returns why this fault cannot be injected into this system, in one sentence; null if it can */
export const unsupportedReason = (
  fault: FaultName,
  system: Pick<SystemUnderTest, 'log' | 'databaseFolder'>,
): string | null => {
  if (fault === 'broker' && system.log !== 'kafka') return 'There is no broker: the log is in PostgreSQL.';
  return fault === 'disk' ? unsupportedDiskReason(system) : null;
};

/** The subjects of all events injected so far. */
export const poisoned = (): readonly string[] => poison.subjects;
export { applicationClock } from './application-clocks.js';
