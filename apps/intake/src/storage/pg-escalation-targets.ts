import { Injectable } from '@nestjs/common';
import type { EscalationTarget } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import { EscalationTargets } from '../use-cases/ports.js';

@Injectable()
export class PgEscalationTargets extends EscalationTargets {
  constructor(private readonly database: Database) {
    super();
  }

  async of(complaintId: string): Promise<readonly EscalationTarget[]> {
    const rows = await this.database.sql<{ target: EscalationTarget }>(
      'SELECT DISTINCT target FROM escalation.published_escalations WHERE complaint_id = $1',
      [complaintId],
    );
    return rows.map(({ target }) => target);
  }
}
