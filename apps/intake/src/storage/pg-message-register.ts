import type { Database } from '@tuntas/database';
import { DomainError, type Actor } from '@tuntas/kernel';
import { problemInWords } from '../domain/delivery-problem.js';
import type { Language } from '../domain/sentence.js';
import { MessageRegister, type MessageFilter, type MessageTexts, type PlaceInTime, type ShownMessage } from '../use-cases/message-ports.js';
import type { MessageRow } from './message-row.js';

interface RegisterRow extends MessageRow {
  readonly ticket: string;
}

/** What a reader reaches, by role ($1): clerks what clerks lodged, and whatever citizens may ask for at a counter. */
const registered = `
  FROM complaints.messages m JOIN complaints.complaints c ON c.id = m.complaint_id
  WHERE CASE $1::text WHEN 'coordinator' THEN true WHEN 'counter_clerk' THEN c.lodged_by_role = 'counter_clerk' OR m.channel = 'print' ELSE false END`;
/** Absent filters are null. */
const filtered = `${registered}
    AND ($2::uuid[] IS NULL OR m.complaint_id = ANY ($2)) AND ($3::text[] IS NULL OR m.channel = ANY ($3)) AND ($4::text[] IS NULL OR m.status = ANY ($4))
    AND ($5::text[] IS NULL OR m.counter IS NULL OR m.counter = ANY ($5))
    AND ($6::timestamptz IS NULL OR coalesce(m.settled_at, m.decided_at) >= $6)`;
const filterValues = ({ role }: Actor, { complaintId, channel, status, counter, updatedSince }: MessageFilter): unknown[] => [role, complaintId, channel, status, counter, updatedSince];

/** The register on PostgreSQL: current, and with what the messages say as they would be sent now. */
export class PgMessageRegister extends MessageRegister {
  constructor(private readonly database: Database, private readonly texts: MessageTexts) { super(); }

  async list(reader: Actor, filter: MessageFilter, language: Language, after: PlaceInTime | undefined, limit: number): Promise<readonly ShownMessage[]> {
    const rows = await this.database.unprepared<RegisterRow>(
      `SELECT m.*, c.ticket ${filtered} AND ($7::timestamptz IS NULL OR (m.decided_at, m.id) > ($7, $8::uuid)) ORDER BY m.decided_at, m.id LIMIT $9`,
      [...filterValues(reader, filter), after?.at, after?.id, limit]);
    return this.shown(rows, language);
  }

  async count(reader: Actor, filter: MessageFilter): Promise<number> {
    const [row] = await this.database.unprepared<{ count: number }>(`SELECT count(*) AS count ${filtered}`, filterValues(reader, filter));
    return row!.count;
  }

  async one(reader: Actor, id: string, language: Language): Promise<ShownMessage> {
    const [row] = await this.database.sql<RegisterRow>(`SELECT m.*, c.ticket ${registered} AND m.id = $2`, [reader.role, id]);
    if (!row) throw new DomainError('not-found', 'message.unknown', 'no such message, or out of reach');
    return (await this.shown([row], language))[0]!;
  }

  private async shown(rows: readonly RegisterRow[], language: Language): Promise<readonly ShownMessage[]> {
    const texts = await this.texts.of(rows.map(({ id }) => id));
    return rows.map(({ id, ticket, complaint_id, template, channel, language: spoken, counter, status, decided_at, settled_at, attempts, problem }, i) => ({
      id, complaintId: complaint_id, ticket, kind: template, channel, language: spoken, counter, status, decidedAt: decided_at, settledAt: settled_at, attempts,
      problem: problem && { code: problem, detail: problemInWords(problem, language) }, subject: texts[i]!.subject, text: texts[i]!.text, updatedAt: settled_at ?? decided_at,
    }));
  }
}
