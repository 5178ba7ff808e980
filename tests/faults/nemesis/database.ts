import type { Fault } from '../lab/model.js';
import { nothingToHeal } from './signal.js';

/** SIGKILL to the database server with all its children: what was not on the disk is gone. */
export const database: Fault = {
  name: 'database',
  strike: async system => {
    const target = `the database server (${system.databasePid()})`;
    await system.killDatabase();
    return { target, heal: nothingToHeal };
  },
};
