import { Injectable } from '@nestjs/common';
import { messages } from '@tuntas/complaint/storage';
import { Database, type StoredRow } from '@tuntas/database';
import { ReferenceData, Tenant } from '@tuntas/reference';
import { messageText, type MessageText } from '../domain/message-text.js';
import { MessageTexts } from '../use-cases/message-ports.js';

/** The columns from which a text is composed. */
const quoting = messages.only('id', 'template', 'language', 'channel', 'facts', 'textIds');
/**
 * Reads the due instant of the clock that was running when the message was decided, regardless of its current status.
 * Two clocks cover the decision; the earlier due instant applies.
 */
const statement = `
  SELECT ${quoting.columns('m')}, c.ticket,
    (SELECT min(k.due_at) FROM (
        SELECT DISTINCT ON (name) due_at FROM sla.published_clocks
        WHERE complaint_id = m.complaint_id
          AND (name = m.facts ->> 'clock' OR (name = 'decision' AND m.facts ->> 'clock' = 'resolution'))
          AND cycle = coalesce((m.facts ->> 'cycle')::integer, cycle)
        ORDER BY name, started_at <= m.decided_at DESC, started_at DESC, n DESC) k WHERE k.due_at > m.decided_at) AS until,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'field', t.field, 'body', t.body)), '[]')
      FROM complaints.published_texts t WHERE t.complaint_id = m.complaint_id AND t.id = ANY (m.text_ids)) AS texts
  FROM complaints.messages m JOIN complaints.complaints c ON c.id = m.complaint_id WHERE m.id = ANY ($1::uuid[])`;

interface TextRow extends StoredRow {
  readonly ticket: string;
  readonly until: Date | null;
  readonly texts: readonly { readonly id: string; readonly field: string; readonly body: string }[];
}

@Injectable()
export class PgMessageTexts extends MessageTexts {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
    private readonly tenant: Tenant,
  ) {
    super();
  }

  async of(ids: readonly string[]): Promise<readonly MessageText[]> {
    const { offices, counters } = await this.reference.tables();
    const rows = await this.database.sql<TextRow>(statement, [ids]);
    const textById = new Map(
      rows.map(row => {
        const { id, ...message } = quoting.fromRow(row);
        return [
          id,
          messageText(message, {
            ticket: row.ticket,
            until: row.until,
            texts: row.texts,
            city: this.tenant.name,
            zone: this.tenant,
            remedies: this.tenant.remedies,
            site: this.tenant.service.site,
            shortSite: this.tenant.service.shortSite,
            hasLeader: code => {
              const office = offices.get(code);
              return office !== undefined && (office.head !== null || office.deputy !== null);
            },
            officeName: code => offices.get(code)?.name ?? code,
            counterName: code => counters.get(code)?.name ?? code,
          }),
        ];
      }),
    );
    return ids.map(id => textById.get(id)!);
  }
}
