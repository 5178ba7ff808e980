/** The end of the log at the instant of a poll. */
interface Milestone {
  readonly end: number;
  readonly at: number;
}
const milestonesAtMost = 1_000;

/** Estimates since when a reader lags, from its position and the end of the log at each poll. */
export class BehindSince {
  /** The milestones by reader that the reader has not reached yet, oldest first. */
  private readonly ahead = new Map<string, readonly Milestone[]>();

  /**
   * Records a poll.
   * @param at real time in ms
   * @returns the real time in ms at which the oldest unread entry was first seen; null if the reader does not lag
   */
  observe(reader: string, position: number, end: number, at: number): number | null {
    const ahead = (this.ahead.get(reader) ?? []).filter(milestone => milestone.end > position);
    const furthest = ahead.at(-1)?.end ?? position;
    const milestones = end > furthest && ahead.length < milestonesAtMost ? [...ahead, { end, at }] : ahead;
    this.ahead.set(reader, milestones);
    return milestones[0]?.at ?? null;
  }
}
