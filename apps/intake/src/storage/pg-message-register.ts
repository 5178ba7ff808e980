import { Injectable } from '@nestjs/common';
import { messages } from '@tuntas/complaint/storage';
import type { DeliveryProblem } from '@tuntas/contracts';
import { Database, type StoredRow } from '@tuntas/database';
import { DomainError, rolesOf, type Actor } from '@tuntas/kernel';
import { problemInWords } from '../domain/delivery-problem.js';
import type { Language } from '../domain/sentence.js';
import {
  MessageRegister,
  MessageTexts,
  type MessageFilter,
  type PlaceInTime,
  type ShownMessage,
} from '../use-cases/message-ports.js';

interface RegisterRow extends StoredRow {
  readonly ticket: string;
}
/** The columns that the register shows. */
const listed = messages.only(
  'id',
  'complaintId',
  'template',
  'channel',
  'language',
  'counter',
  'status',
  'decidedAt',
  'settledAt',
  'attempts',
  'problem',
);

/**
 * The messages that a reader reaches by roles ($1), reference ($2) and counter ($3). Clerks reach messages of
 * complaints lodged by clerks, of confidential complaints only their own, and all printed messages. A printed message
 * of a confidential or supervisory complaint is restricted to the counter where it was lodged and to the inspectorate,
 * which hands over those of complaints without a counter.
 */
const reachableMessages = `
  FROM complaints.messages m JOIN complaints.complaints c ON c.id = m.complaint_id
  WHERE CASE WHEN m.channel = 'print' AND (c.is_confidential OR c.classification = 'supervisory_complaint')
    THEN 'inspectorate' = ANY ($1::text[])
      OR ('counter_clerk' = ANY ($1) AND c.lodged_by_role = 'counter_clerk'
        AND (c.lodged_by_ref = $2::text OR c.counter = $3::text))
    ELSE 'coordinator' = ANY ($1)
      OR ('counter_clerk' = ANY ($1) AND (m.channel = 'print'
        OR (c.lodged_by_role = 'counter_clerk' AND (NOT c.is_confidential OR c.lodged_by_ref = $2)))) END`;
/** Adds the filters ($4 to $8); an absent filter is null. */
const filteredMessages = `${reachableMessages}
    AND ($4::uuid[] IS NULL OR m.complaint_id = ANY ($4))
    AND ($5::text[] IS NULL OR m.channel = ANY ($5))
    AND ($6::text[] IS NULL OR m.status = ANY ($6))
    AND ($7::text[] IS NULL OR m.counter IS NULL OR m.counter = ANY ($7))
    AND ($8::timestamptz IS NULL OR coalesce(m.settled_at, m.decided_at) >= $8)`;
const filterValues = (
  reader: Actor,
  { complaintId, channel, status, counter, updatedSince }: MessageFilter,
): unknown[] => [rolesOf(reader), reader.ref, reader.office, complaintId, channel, status, counter, updatedSince];

/** The message register on PostgreSQL. It renders the texts with current data, as they would be sent now. */
@Injectable()
export class PgMessageRegister extends MessageRegister {
  constructor(
    private readonly database: Database,
    private readonly texts: MessageTexts,
  ) {
    super();
  }

  async list(
    reader: Actor,
    filter: MessageFilter,
    language: Language,
    after: PlaceInTime | undefined,
    limit: number,
  ): Promise<readonly ShownMessage[]> {
    const rows = await this.database.unprepared<RegisterRow>(
      `SELECT ${listed.columns('m')}, c.ticket ${filteredMessages}
         AND ($9::timestamptz IS NULL OR (m.decided_at, m.id) > ($9, $10::uuid))
       ORDER BY m.decided_at, m.id
       LIMIT $11`,
      [...filterValues(reader, filter), after?.at, after?.id, limit],
    );
    return this.shown(rows, language);
  }

  async count(reader: Actor, filter: MessageFilter): Promise<number> {
    const [row] = await this.database.unprepared<{ count: number }>(
      `SELECT count(*) AS count ${filteredMessages}`,
      filterValues(reader, filter),
    );
    return row!.count;
  }

  async one(reader: Actor, id: string, language: Language): Promise<ShownMessage> {
    const [row] = await this.database.sql<RegisterRow>(
      `SELECT ${listed.columns('m')}, c.ticket ${reachableMessages} AND m.id = $4`,
      [rolesOf(reader), reader.ref, reader.office, id],
    );
    if (!row) throw new DomainError('not-found', 'message.unknown', 'no such message, or out of reach');
    return (await this.shown([row], language))[0]!;
  }

  private async shown(rows: readonly RegisterRow[], language: Language): Promise<readonly ShownMessage[]> {
    const found = rows.map(row => ({ ...listed.fromRow(row), ticket: row.ticket }));
    const texts = await this.texts.of(found.map(({ id }) => id));
    return found.map(({ id, complaintId, ticket, template: kind, problem, ...message }, i) => ({
      id,
      complaintId,
      ticket,
      kind,
      ...message,
      problem: problem === null ? null : problemOf(problem as DeliveryProblem, language),
      subject: texts[i]!.subject,
      text: texts[i]!.text,
      updatedAt: message.settledAt ?? message.decidedAt,
    }));
  }
}

const problemOf = (code: DeliveryProblem, language: Language) => ({ code, detail: problemInWords(code, language) });
