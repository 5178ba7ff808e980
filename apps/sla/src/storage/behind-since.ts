interface Milestone {
  readonly end: number;
  readonly at: number;
}
const milestonesAtMost = 1_000;

/**
 * Since when a reader has been behind, told by how far it and the end of what it reads had come whenever somebody
 * looked.
 */
export class BehindSince {
  /** Ends that the reader has not come to yet, oldest first. */
  private readonly ahead = new Map<string, readonly Milestone[]>();

  /**
   * @param at real time in milliseconds.
   * @returns when the oldest thing that it has not read was first seen; null where it is not behind
   */
  look(reader: string, position: number, end: number, at: number): number | null {
    const ahead = (this.ahead.get(reader) ?? []).filter(milestone => milestone.end > position);
    const furthest = ahead.at(-1)?.end ?? position;
    const seen = end > furthest && ahead.length < milestonesAtMost ? [...ahead, { end, at }] : ahead;
    this.ahead.set(reader, seen);
    return seen[0]?.at ?? null;
  }
}
