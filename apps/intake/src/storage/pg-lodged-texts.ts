import type { Database } from '@tuntas/database';
import { LodgedTexts } from '../use-cases/ports.js';

const fields = ['subject', 'description', 'receivedBy'] as const;

/** Of a field typed twice the oldest is what was lodged: ids of texts grow with time. */
const statement = `
  SELECT DISTINCT ON (field) field, body FROM complaints.published_texts WHERE complaint_id = $1 AND field = ANY($2) ORDER BY field, id`;

export class PgLodgedTexts extends LodgedTexts {
  constructor(private readonly database: Database) { super(); }

  async of(complaintId: string): Promise<Record<(typeof fields)[number], string | null>> {
    const rows = await this.database.sql<{ field: string; body: string }>(statement, [complaintId, fields]);
    const body = (field: string): string | null => rows.find(row => row.field === field)?.body ?? null;
    return { subject: body('subject'), description: body('description'), receivedBy: body('receivedBy') };
  }
}
