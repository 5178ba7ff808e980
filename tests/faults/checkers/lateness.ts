import type { Evidence } from '../lab/model.js';
import { eventsOf } from './streams.js';

/** The delay of a breach event, in real seconds. */
export interface Late {
  readonly complaintId: string;
  readonly clock: string;
  readonly seconds: number;
  /** When the event was published, in milliseconds since the start of the run; null if unknown. */
  readonly publishedAt: number | null;
  /**
   * Whether a strike was active during the delay, had ended up to fifteen seconds before, or had left a backlog that
   * was not yet processed.
   */
  readonly struck: boolean;
}

const afterStrikeMs = 15_000;
/** A backlog lasts as long as breaches are later than this. */
const backlogSeconds = 1;

export const latenessOf = (evidence: Evidence): readonly Late[] => {
  const [runTime, windows] = [
    runTimeIn(evidence),
    evidence.struck.map(({ beganAt, healedAt }) => [beganAt, (healedAt ?? Infinity) + afterStrikeMs] as const),
  ];
  const late = eventsOf(evidence, 'clock.breached.v1')
    .map(({ subject, time, data }) => {
      const seconds = (time.getTime() - Date.parse(String(data['dueAt']))) / evidence.rate / 1000;
      return { complaintId: subject, clock: String(data['name']), seconds, publishedAt: runTime(time) };
    })
    .sort((a, b) => (a.publishedAt ?? 0) - (b.publishedAt ?? 0));
  let backlogUntil = -Infinity;
  return late.map((one): Late => {
    const { publishedAt, seconds } = one;
    if (publishedAt === null) return { ...one, struck: false };
    const dueAt = publishedAt - seconds * 1000;
    const struck = dueAt <= backlogUntil || windows.some(([from, to]) => publishedAt >= from && dueAt <= to);
    if (struck && seconds > backlogSeconds) backlogUntil = publishedAt;
    return { ...one, struck };
  });
};

/** Converts business time to run time, interpolated from the nearest lodging, for which both times are known. */
export const runTimeIn = ({ attempts, complaints, rate }: Evidence): ((instant: Date) => number | null) => {
  const ended = new Map(
    attempts
      .filter(({ act, endedAt }) => act === 'lodge' && endedAt !== null)
      .map(({ key, endedAt }) => [key, endedAt!]),
  );
  const known = complaints
    .flatMap(({ key, lodgedAt }) =>
      key !== null && ended.has(key) ? [{ business: lodgedAt.getTime(), run: ended.get(key)! }] : [],
    )
    .sort((a, b) => a.business - b.business);
  return instant => {
    let [low, high] = [0, known.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (known[middle]!.business < instant.getTime()) low = middle + 1;
      else high = middle;
    }
    const near = known[low];
    return near ? near.run + (instant.getTime() - near.business) / rate : null;
  };
};

export const edges = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] as const;

export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** The counts up to each edge, and above the last edge. */
  readonly histogram: readonly number[];
}

export const distributionOf = (seconds: readonly number[]): Distribution => {
  const sorted = Float64Array.from(seconds).sort();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const histogram = Array.from({ length: edges.length + 1 }, () => 0);
  for (const value of sorted)
    histogram[edges.findIndex(edge => value <= edge) + (value > edges.at(-1)! ? edges.length + 1 : 0)]! += 1;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1), histogram };
};
