import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import type { Language } from '../domain/sentence.js';
import { LodgedTexts } from '../use-cases/ports.js';

const fields = ['subject', 'description', 'requestedSettlement', 'receivedBy'] as const;

/** Selects the oldest text of each field, which is the lodged one: ids of texts increase with time. */
const statement = `
  SELECT DISTINCT ON (t.field) c.language, t.field, t.body
  FROM complaints.complaints c
    LEFT JOIN complaints.published_texts t ON t.complaint_id = c.id AND t.field = ANY($2)
  WHERE c.id = $1
  ORDER BY t.field, t.id`;

@Injectable()
export class PgLodgedTexts extends LodgedTexts {
  constructor(private readonly database: Database) {
    super();
  }

  async of(
    complaintId: string,
  ): Promise<Record<(typeof fields)[number], string | null> & { readonly language: Language }> {
    const rows = await this.database.sql<{ language: Language; field: string | null; body: string }>(statement, [
      complaintId,
      fields,
    ]);
    const body = (field: string): string | null => rows.find(row => row.field === field)?.body ?? null;
    return {
      subject: body('subject'),
      description: body('description'),
      requestedSettlement: body('requestedSettlement'),
      receivedBy: body('receivedBy'),
      language: rows[0]?.language ?? 'id',
    };
  }
}
