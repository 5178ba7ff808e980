import { readsReferencesOfAnonymous } from '@tuntas/complaint';
import type { Events, IdentityDocument } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import type { ConsumedEvent } from '@tuntas/eventlog';
import { holds, inEachRole, type Actor, type Role } from '@tuntas/kernel';
import type { ReferenceData } from '@tuntas/reference';
import { sentenceOf, type TimelineType } from '../domain/timeline-sentences.js';

/** One thing that happened to a complaint, for people. */
export interface TimelineItem {
  readonly at: string;
  readonly type: string;
  readonly what: string;
  readonly by: {
    readonly role: Actor['role'];
    readonly office: string | null;
    readonly officeName: string | null;
    /** For a citizen who was present. */
    readonly onBehalf: boolean;
    /** By which document the clerk knew the citizen; null where none was named. */
    readonly documentSeen: IdentityDocument | null;
  };
  readonly office: { readonly code: string; readonly name: string } | null;
  readonly texts: readonly { readonly field: string; readonly body: string }[];
}
/** Where it stands in the timeline. */
export interface TimelinePlace {
  readonly at: Date;
  /** In the log; orders what happened at the same instant. */
  readonly position: number;
}
export interface TimelineEntry {
  readonly place: TimelinePlace;
  readonly item: TimelineItem;
}

interface Row {
  readonly [column: string]: unknown;
  readonly position: number;
  readonly type: TimelineType;
  readonly at: Date;
  readonly actor_role: Actor['role'];
  readonly actor_office: string | null;
  readonly data: Events[TimelineType];
  readonly texts: TimelineItem['texts'] | null;
}

/** Notes are for the staff of the office that wrote them, and for coordinators among themselves. */
const noteReaders: readonly Role[] = ['officer', 'office_head', 'coordinator'];

/** Why the Ombudsman read an identity stays in that house: the reason may say whom nobody in the city is to know. */
const page = `
  SELECT t.position, t.type, t.at, t.actor_role, t.actor_office, t.data, typed.texts
  FROM queries.timeline t
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('field', x.field, 'body', x.body) ORDER BY ref.n) AS texts
    FROM jsonb_array_elements(t.data -> 'texts') WITH ORDINALITY AS ref (text, n)
    JOIN complaints.published_texts x ON x.id = (ref.text ->> 'textId')::uuid AND ($9 OR x.field <> 'externalReference')) typed
    ON $2 AND ($8 OR t.type <> 'identity.disclosed.v1' OR t.actor_role <> 'ombudsman')
  WHERE t.complaint_id = $1 AND (t.at, t.position) > ($3::timestamptz, $4)
    AND (t.type <> 'complaint.note-added.v1' OR $5 AND coalesce(t.data ->> 'office', '') = ANY ($6::text[]))
  ORDER BY t.at, t.position LIMIT $7`;

/** Everything that happened to complaints, in the order of the instants at which it did. */
export class Timeline {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
  ) {}

  /** Adds what is not there yet, in one statement. */
  async append(events: readonly ConsumedEvent[]): Promise<void> {
    if (events.length === 0) return;
    const envelopes = events.map(event => event.envelope);
    await this.database.run(
      `INSERT INTO queries.timeline (source, complaint_id, sequence, position, type, at, actor_role, actor_office, data)
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::jsonb[])
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

  /** @param after null for the beginning. @returns at most `limit` */
  async page(
    reader: Actor,
    complaintId: string,
    {
      language,
      limit,
      after,
      reads,
      isAnonymous,
    }: {
      readonly reads: boolean;
      readonly isAnonymous: boolean;
      readonly language: 'id' | 'en';
      readonly limit: number;
      readonly after: TimelinePlace | null;
    },
  ): Promise<readonly TimelineEntry[]> {
    const rows = await this.database.sql<Row>(page, [
      complaintId,
      reads,
      after?.at ?? '-infinity',
      after?.position ?? 0,
      noteReaders.some(role => holds(reader, role)),
      [...new Set(inEachRole(reader).map(({ role, office }) => (role === 'coordinator' ? '' : (office ?? ''))))],
      limit,
      holds(reader, 'ombudsman'),
      !isAnonymous || inEachRole(reader).every(readsReferencesOfAnonymous),
    ]);
    const { offices } = await this.reference.tables();
    const named = (code: string): string => offices.get(code)?.name ?? code;
    return rows.map(row => ({ place: { at: row.at, position: row.position }, item: itemOf(row, language, named) }));
  }
}

/** Clocks speak of an instant in the history; their event was only written when that was reconciled. */
const happenedAt = ({ envelope, data }: ConsumedEvent): string => ('at' in data ? data.at : envelope.time);

const itemOf = (row: Row, language: 'id' | 'en', named: (code: string) => string): TimelineItem => {
  const office = 'office' in row.data ? row.data.office : null;
  return {
    at: row.at.toISOString(),
    type: row.type,
    what: sentenceOf(row.type, row.data as never, named)[language],
    by: {
      role: row.actor_role,
      office: row.actor_office,
      officeName: row.actor_office === null ? null : named(row.actor_office),
      onBehalf: 'onBehalf' in row.data && row.data.onBehalf,
      documentSeen: 'documentSeen' in row.data ? (row.data.documentSeen ?? null) : null,
    },
    office: office === null ? null : { code: office, name: named(office) },
    texts: row.texts ?? [],
  };
};
