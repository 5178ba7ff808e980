import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../lab/model.js';
import { asAdmin } from './admin.js';
import { nothingToHeal } from './signal.js';

/** In real milliseconds: longer than a busy sweep is late, shorter than a person's patience with a lock. */
const holdMs = { least: 500, most: 1_000 };

/** Decisions that have read their time and cannot end. */
const texts = {
  what: () => 'the texts of every complaint',
  lock: 'LOCK TABLE complaints.texts IN SHARE MODE',
};
/** Decisions on what is about to be due that cannot begin, while the sweep, which shares too, goes on. */
const dueSoon = {
  what: (rows: number) => `complaints about to be due (${rows})`,
  lock: `SELECT FROM complaints.complaints WHERE id IN (
    SELECT complaint_id FROM sla.heads, clock.anchor WHERE next_due BETWEEN clock.now() AND clock.now() + rate * interval '${holdMs.most} milliseconds') ORDER BY id FOR SHARE`,
};

/** Somebody holds locks across due instants, as a dump or a careless session does; ends by itself. */
export const hold: Fault = {
  name: 'hold',
  strike: (system, random) => {
    const { what, lock } = random.pick([texts, dueSoon]);
    const ms = random.between(holdMs.least, holdMs.most);
    return asAdmin(system, async admin => {
      await admin.query('BEGIN');
      const { rowCount } = await admin.query(lock);
      await pause(ms);
      await admin.query('ROLLBACK');
      return { target: `${what(rowCount ?? 0)} for ${ms} ms`, heal: nothingToHeal };
    });
  },
};
