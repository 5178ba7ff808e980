import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../lab/model.js';
import { asAdmin } from './admin.js';
import { nothingToHeal } from './signal.js';

/** In real milliseconds: longer than the delay of a busy sweep, shorter than lock timeouts. */
const holdMs = { least: 500, most: 1_000 };

/** Blocks decisions that have read their time before they commit. */
const texts = {
  what: () => 'the texts of every complaint',
  lock: 'LOCK TABLE complaints.texts IN SHARE MODE',
};
/** Blocks decisions on complaints that are almost due, while the sweep, which takes shared locks too, continues. */
const dueSoon = {
  what: (rows: number) => `complaints about to be due (${rows})`,
  lock: `
    SELECT
    FROM complaints.complaints
    WHERE id IN (
      SELECT complaint_id
      FROM sla.heads, clock.anchor
      WHERE next_due BETWEEN clock.now() AND clock.now() + rate * interval '${holdMs.most} milliseconds'
    )
    ORDER BY id
    FOR SHARE`,
};

/** Holds locks across due times, as a dump or an idle session does; ends by itself. */
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
