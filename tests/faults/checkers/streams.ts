import type { Evidence, LogEntry } from '../lab/model.js';

/** The events of one source and subject: the first occurrence of each sequence number, in log order. */
export interface EventStream {
  readonly source: string;
  readonly subject: string;
  readonly entries: readonly LogEntry[];
}
export interface EventStreams {
  readonly all: readonly EventStream[];
  readonly of: (source: string, subject: string) => EventStream | undefined;
  /** Pairs of different events with the same sequence number; a duplicate delivery is not a clash. */
  readonly clashes: readonly (readonly [first: LogEntry, second: LogEntry])[];
  readonly repetitions: number;
}

const cache = new WeakMap<Evidence, EventStreams>();

/** Groups the log by stream, without the events that the nemesis injected. */
export const streamsOf = (evidence: Evidence): EventStreams => {
  let streams = cache.get(evidence);
  if (!streams) cache.set(evidence, (streams = groupByStream(evidence)));
  return streams;
};

const groupByStream = ({ log, poisoned }: Evidence): EventStreams => {
  const bySource = new Map<string, Map<string, { source: string; subject: string; entries: LogEntry[] }>>();
  const [all, clashes, injected] = [[] as EventStream[], [] as [LogEntry, LogEntry][], new Set(poisoned)];
  let repetitions = 0;
  for (const entry of log) {
    const { source, subject, sequence, id } = entry;
    if (injected.has(subject)) continue;
    let ofSource = bySource.get(source);
    if (!ofSource) bySource.set(source, (ofSource = new Map()));
    let stream = ofSource.get(subject);
    if (!stream) {
      ofSource.set(subject, (stream = { source, subject, entries: [] }));
      all.push(stream);
    }
    const before = stream.entries.find(known => known.sequence === sequence);
    if (!before) stream.entries.push(entry);
    else if (before.id === id) repetitions += 1;
    else clashes.push([before, entry]);
  }
  return { all, clashes, repetitions, of: (source, subject) => bySource.get(source)?.get(subject) };
};

/** The first occurrences of all events of the given types. */
export const eventsOf = (evidence: Evidence, ...types: readonly string[]): LogEntry[] =>
  streamsOf(evidence).all.flatMap(({ entries }) => entries.filter(({ type }) => types.includes(type)));
