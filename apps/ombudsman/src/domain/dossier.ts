import type { ComplaintEvent, EventSource, EventType, LoggedEvent, TextRef } from '@tuntas/contracts';

/** An entry of the audit log: an event with its place there, and the hash of what was recorded. */
export interface Entry {
  readonly position: number;
  readonly event: LoggedEvent;
  readonly leafHash: string;
}

/** A text as it lies in `texts`, by its id. */
export interface KeptText {
  /** In hex. */
  readonly salt: string;
  readonly body: string;
}

/** A text that an event refers to. Hashing its salt and body gives the hash in the event again. */
export interface ProvenText extends TextRef {
  /** Of the event. */
  readonly position: number;
  readonly status: 'kept' | 'erased' | 'withheld';
  readonly salt: string | null;
  readonly body: string | null;
}

/** Notes are for the staff of the office that wrote them; that there was one is no secret. */
const withheldWith: EventType = 'complaint.note-added.v1';

/** Every text that the entries refer to, in their order. */
export const textsOf = (entries: readonly Entry[], kept: ReadonlyMap<string, KeptText>): readonly ProvenText[] =>
  entries.flatMap(({ position, event }) => {
    const isWithheld = event.envelope.type === withheldWith;
    return refsIn(event).map(({ field, textId, hash }): ProvenText => {
      const text = isWithheld ? undefined : kept.get(textId);
      const status = isWithheld ? 'withheld' : text ? 'kept' : 'erased';
      return { position, field, textId, status, salt: text?.salt ?? null, body: text?.body ?? null, hash };
    });
  });

/** The texts that an event refers to. */
export const refsIn = ({ data }: LoggedEvent): readonly TextRef[] => ('texts' in data ? data.texts : []);

/** A time in which a clock stood still; `to` is null while it does. */
export interface Pause {
  readonly from: string;
  readonly to: string | null;
}

/** The pauses of each clock, by its id, as the events tell them; the end of a clock ends its pause. */
export function pausesOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Pause[]> {
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
}
const endsPause: ReadonlySet<EventType> = new Set<EventType>([
  'clock.resumed.v1',
  'clock.met.v1',
  'clock.breached.v1',
  'clock.lapsed.v1',
  'clock.cancelled.v1',
]);

/** What an office, or the coordinator in its place, said to the citizen or decided. */
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
 * The answers and decisions, in the order of the entries. A transfer is the act of the office that gave the complaint
 * away.
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
 * Whether the entries are all that was told.
 * @param lastSequences how many events each source has told of the complaint
 */
export const isWhole = (entries: readonly Entry[], lastSequences: ReadonlyMap<EventSource, number>): boolean =>
  [...lastSequences].every(
    ([source, count]) => entries.filter(({ event }) => event.envelope.source === source).length === count,
  );
