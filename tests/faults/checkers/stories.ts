import type { Evidence, LogEntry } from '../lab/model.js';

/** The events of one source and subject: the first occurrence of each sequence number, in log order. */
export interface Story {
  readonly source: string;
  readonly subject: string;
  readonly entries: readonly LogEntry[];
}
export interface Stories {
  readonly all: readonly Story[];
  readonly of: (source: string, subject: string) => Story | undefined;
  /** Pairs of different events with the same sequence number; a duplicate delivery is not a clash. */
  readonly clashes: readonly (readonly [first: LogEntry, second: LogEntry])[];
  readonly repetitions: number;
}

const told = new WeakMap<Evidence, Stories>();

/** Groups the log by stream, without the events that the nemesis injected. */
export const storiesOf = (evidence: Evidence): Stories => {
  let stories = told.get(evidence);
  if (!stories) told.set(evidence, (stories = tell(evidence)));
  return stories;
};

const tell = ({ log, poisoned }: Evidence): Stories => {
  const bySource = new Map<string, Map<string, { source: string; subject: string; entries: LogEntry[] }>>();
  const [all, clashes, planted] = [[] as Story[], [] as [LogEntry, LogEntry][], new Set(poisoned)];
  let repetitions = 0;
  for (const entry of log) {
    const { source, subject, sequence, id } = entry;
    if (planted.has(subject)) continue;
    let ofSource = bySource.get(source);
    if (!ofSource) bySource.set(source, (ofSource = new Map()));
    let story = ofSource.get(subject);
    if (!story) {
      ofSource.set(subject, (story = { source, subject, entries: [] }));
      all.push(story);
    }
    const before = story.entries.find(known => known.sequence === sequence);
    if (!before) story.entries.push(entry);
    else if (before.id === id) repetitions += 1;
    else clashes.push([before, entry]);
  }
  return { all, clashes, repetitions, of: (source, subject) => bySource.get(source)?.get(subject) };
};

/** The first occurrences of all events of the given types. */
export const eventsOf = (evidence: Evidence, ...types: readonly string[]): LogEntry[] =>
  storiesOf(evidence).all.flatMap(({ entries }) => entries.filter(({ type }) => types.includes(type)));
