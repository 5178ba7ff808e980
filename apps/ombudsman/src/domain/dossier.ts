import type { ComplaintEvent, EventSource, EventType, LoggedEvent, TextRef } from '@tuntas/contracts';

/** Entry of the audit log: an event, its position in the log, and the hash of the recorded leaf. */
export interface Entry {
  readonly position: number;
  readonly event: LoggedEvent;
  readonly leafHash: string;
}

/** Text as stored in a `texts` table. */
export interface StoredText {
  /** Hex. */
  readonly salt: string;
  readonly body: string;
}

/** Text that an event refers to. The hash of its salt and body equals the hash in the event. */
export interface ProvenText extends TextRef {
  /** Position of the event in the audit log. */
  readonly position: number;
  readonly status: 'kept' | 'erased' | 'withheld';
  readonly salt: string | null;
  readonly body: string | null;
}

/** Notes are readable only for staff of the office that wrote them. Their existence is not secret. */
const withheldType: EventType = 'complaint.note-added.v1';

/**
 * Lists every text that the entries refer to, in their order.
 * @param stored the texts that still exist, by id
 */
export const textsOf = (entries: readonly Entry[], stored: ReadonlyMap<string, StoredText>): readonly ProvenText[] =>
  entries.flatMap(({ position, event }) => {
    const isWithheld = event.envelope.type === withheldType;
    return refsIn(event).map(({ field, textId, hash }): ProvenText => {
      const text = isWithheld ? undefined : stored.get(textId);
      const status = isWithheld ? 'withheld' : text ? 'kept' : 'erased';
      return { position, field, textId, status, salt: text?.salt ?? null, body: text?.body ?? null, hash };
    });
  });

/** Returns the text references of an event. */
export const refsIn = ({ data }: LoggedEvent): readonly TextRef[] => ('texts' in data ? data.texts : []);

/** Interval in which a clock was paused; `to` is null while the pause lasts. */
export interface Pause {
  readonly from: string;
  readonly to: string | null;
}

/** Derives the pauses of each clock from its events, by clock id. The end of a clock ends its pause. */
export const pausesOf = (entries: readonly Entry[]): ReadonlyMap<string, readonly Pause[]> => {
  const pauses = new Map<string, Pause[]>();
  for (const {
    event: {
      data,
      envelope: { type },
    },
  } of entries) {
    if (!('clockId' in data) || !('startedAt' in data)) continue;
    const { clockId, at } = data;
    const ofClock = pauses.get(clockId) ?? [];
    const last = ofClock.at(-1);
    if (type === 'clock.paused.v1') ofClock.push({ from: at, to: null });
    else if (endsPause.has(type) && last?.to === null) ofClock.splice(-1, 1, { ...last, to: at });
    pauses.set(clockId, ofClock);
  }
  return pauses;
};
const endsPause: ReadonlySet<EventType> = new Set<EventType>([
  'clock.resumed.v1',
  'clock.met.v1',
  'clock.breached.v1',
  'clock.lapsed.v1',
  'clock.cancelled.v1',
]);

/** Reply or decision of an office, or of the coordinator acting for it. */
export interface AnswerGiven {
  readonly position: number;
  readonly at: string;
  readonly type: EventType;
  readonly office: string | null;
  readonly decision: string | null;
  readonly textIds: readonly string[];
}
const answers: ReadonlySet<EventType> = new Set<ComplaintEvent['type']>([
  'complaint.contacted.v1',
  'complaint.responded.v1',
  'complaint.information-requested.v1',
  'complaint.resolved.v1',
  'complaint.transferred.v1',
  'complaint.returned-to-coordinator.v1',
  'complaint.referred-out.v1',
  'complaint.archived.v1',
]);

/**
 * Lists the replies and decisions in the order of the entries. A transfer counts as an act of the office that handed
 * the complaint over.
 */
export const answersOf = (entries: readonly Entry[]): readonly AnswerGiven[] =>
  entries.flatMap(({ position, event }) => {
    const {
      envelope: { type, time },
      data,
    } = event;
    if (!answers.has(type)) return [];
    const office = 'from' in data ? data.from : 'office' in data ? data.office : null;
    return [
      {
        position,
        at: time,
        type,
        office,
        decision: 'decision' in data ? data.decision : null,
        textIds: refsIn(event).map(({ textId }) => textId),
      },
    ];
  });

/**
 * Returns whether the entries contain every published event of the complaint.
 * @param lastSequences number of events that each source has published about the complaint
 */
export const isComplete = (entries: readonly Entry[], lastSequences: ReadonlyMap<EventSource, number>): boolean =>
  [...lastSequences].every(
    ([source, count]) => entries.filter(({ event }) => event.envelope.source === source).length === count,
  );
