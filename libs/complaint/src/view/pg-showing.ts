import type { Database } from '@tuntas/database';
import type { Actor, Reply } from '@tuntas/kernel';
import { Showing, type Complaint } from '../index.js';
import { complaintView } from './complaint-view.js';

/** The answer of an action, read in the transaction that decided it. */
export class PgShowing extends Showing {
  constructor(private readonly database: Database) {
    super();
  }

  async acted(complaint: Complaint, by: Actor): Promise<Reply> {
    return {
      headers: { etag: `"${complaint.version}"` },
      body: await complaintView(this.database, complaint.id, by, { decided: complaint }),
    };
  }
}
