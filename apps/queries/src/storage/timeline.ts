import { Injectable } from '@nestjs/common';
import { readsReferencesOfAnonymous } from '@tuntas/complaint';
import type { Events, EventType, IdentityDocument } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import type { ConsumedEvent } from '@tuntas/eventlog';
import { hasRole, inEachRole, type Actor } from '@tuntas/kernel';
import { ReferenceData } from '@tuntas/reference';
import { sentenceOf } from '../domain/timeline-sentences.js';

/** Entry of the timeline of a complaint, as returned to a reader. */
export interface TimelineItem {
  readonly at: string;
  readonly type: string;
  readonly what: string;
  readonly by: {
    readonly role: Actor['role'];
    readonly office: string | null;
    readonly officeName: string | null;
    /** Whether the actor acted for a citizen at the counter. */
    readonly onBehalf: boolean;
    /** Identity document that the clerk saw; null if none was recorded. */
    readonly documentSeen: IdentityDocument | null;
  };
  readonly office: { readonly code: string; readonly name: string } | null;
  readonly texts: readonly { readonly field: string; readonly body: string }[];
}
/** Keyset cursor of the timeline. */
export interface TimelineCursor {
  readonly at: Date;
  /** Position in the event log; orders events of the same time. */
  readonly position: number;
}
export interface TimelineEntry {
  readonly cursor: TimelineCursor;
  readonly item: TimelineItem;
}

interface Row {
  readonly [column: string]: unknown;
  readonly position: number;
  readonly type: EventType;
  readonly at: Date;
  readonly actor_role: Actor['role'];
  readonly actor_office: string | null;
  readonly data: Events[EventType];
  readonly texts: TimelineItem['texts'] | null;
}

/**
 * Offices whose internal notes the reader may read; the empty string stands for the coordinators. An officer and the
 * head of an office read the notes of their office, a coordinator those of coordinators. Other roles read none.
 */
const officesOfReadableNotes = (reader: Actor): readonly string[] =>
  inEachRole(reader).flatMap(({ role, office }) => {
    if (role === 'coordinator') return [''];
    return (role === 'officer' || role === 'office_head') && office !== null ? [office] : [];
  });

/**
 * Selects a page of the timeline. Only the Ombudsman reads the reason of its identity disclosures, because the reason
 * may identify a person whom the city must not know.
 */
const page = `
  SELECT t.position, t.type, t.at, t.actor_role, t.actor_office, t.data, visible.texts
  FROM queries.timeline t
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('field', x.field, 'body', x.body) ORDER BY ref.n) AS texts
    FROM jsonb_array_elements(t.data -> 'texts') WITH ORDINALITY AS ref (text, n)
    JOIN complaints.published_texts x
      ON x.id = (ref.text ->> 'textId')::uuid AND ($8 OR x.field <> 'externalReference')) visible
    ON $2 AND ($7 OR t.type <> 'identity.disclosed.v1' OR t.actor_role <> 'ombudsman')
  WHERE t.complaint_id = $1 AND (t.at, t.position) > ($3::timestamptz, $4)
    AND (t.type <> 'complaint.note-added.v1' OR coalesce(t.data ->> 'office', '') = ANY ($5::text[]))
  ORDER BY t.at, t.position LIMIT $6`;

/** Projection of the events about complaints, ordered by the time at which they happened. */
@Injectable()
export class Timeline {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
  ) {}

  /** Inserts the events in one statement. Events that are already stored are ignored. */
  async append(events: readonly ConsumedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const envelopes = events.map(event => event.envelope);
    await this.database.run(
      `INSERT INTO queries.timeline (source, complaint_id, sequence, position, type, at, actor_role, actor_office, data)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::timestamptz[],
         $7::text[], $8::text[], $9::jsonb[])
       ON CONFLICT DO NOTHING`,
      [
        envelopes.map(({ source }) => source),
        envelopes.map(({ subject }) => subject),
        envelopes.map(({ sequence }) => sequence),
        events.map(({ position }) => position),
        envelopes.map(({ type }) => type),
        events.map(happenedAt),
        envelopes.map(({ actorrole }) => actorrole),
        envelopes.map(({ actoroffice }) => actoroffice ?? null),
        events.map(({ data }) => JSON.stringify(data)),
      ],
    );
  }

  /**
   * Lists entries of the timeline of a complaint.
   * @param readsTexts whether the reader may read the texts of the complaint
   * @param isAnonymous whether the complaint is anonymous
   * @param after cursor of the previous page; null for the first page
   * @returns at most `limit` entries
   */
  async page(
    reader: Actor,
    complaintId: string,
    {
      language,
      limit,
      after,
      readsTexts,
      isAnonymous,
    }: {
      readonly readsTexts: boolean;
      readonly isAnonymous: boolean;
      readonly language: 'id' | 'en';
      readonly limit: number;
      readonly after: TimelineCursor | null;
    },
  ): Promise<readonly TimelineEntry[]> {
    const rows = await this.database.sql<Row>(page, [
      complaintId,
      readsTexts,
      after?.at ?? '-infinity',
      after?.position ?? 0,
      officesOfReadableNotes(reader),
      limit,
      hasRole(reader, 'ombudsman'),
      !isAnonymous || inEachRole(reader).every(readsReferencesOfAnonymous),
    ]);
    const { offices } = await this.reference.tables();
    const nameOf = (code: string): string => offices.get(code)?.name ?? code;
    return rows.map(row => ({ cursor: { at: row.at, position: row.position }, item: itemOf(row, language, nameOf) }));
  }
}

/** Returns when an event happened. A clock event is written by reconciliation, later than the time `at` in its data. */
const happenedAt = ({ envelope, data }: ConsumedEvent): string => ('at' in data ? data.at : envelope.time);

const itemOf = (row: Row, language: 'id' | 'en', nameOf: (code: string) => string): TimelineItem => {
  const office = 'office' in row.data ? row.data.office : null;
  return {
    at: row.at.toISOString(),
    type: row.type,
    what: sentenceOf(row.type, row.data as never, nameOf)[language],
    by: {
      role: row.actor_role,
      office: row.actor_office,
      officeName: row.actor_office === null ? null : nameOf(row.actor_office),
      onBehalf: 'onBehalf' in row.data && row.data.onBehalf,
      documentSeen: 'documentSeen' in row.data ? (row.data.documentSeen ?? null) : null,
    },
    office: office === null ? null : { code: office, name: nameOf(office) },
    texts: row.texts ?? [],
  };
};
