import type { Fault } from '../lab/model.js';
import { nothingToHeal } from './signal.js';

/** Sends SIGKILL to the database server with all its children; everything that was not on disk is lost. */
export const database: Fault = {
  name: 'database',
  strike: async system => {
    const target = `the database server (${system.databasePid()})`;
    await system.killDatabase();
    return { target, heal: nothingToHeal };
  },
};
