import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import type { Actor, HttpResult } from '@tuntas/kernel';
import { ComplaintPresenter, type Complaint } from '../index.js';
import { complaintView } from './complaint-view.js';

/** Builds the response of an action in the transaction that decided it. */
@Injectable()
export class PgComplaintPresenter extends ComplaintPresenter {
  constructor(private readonly database: Database) {
    super();
  }

  async acted(complaint: Complaint, by: Actor): Promise<HttpResult> {
    return {
      headers: { etag: `"${complaint.version}"` },
      body: await complaintView(this.database, complaint.id, by, { decided: complaint }),
    };
  }
}
