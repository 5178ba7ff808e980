import type { City } from './city.js';

/** What is compared of an event: not its ids, and instants only where the story is about them. */
const timed = ['clock.warned.v1', 'clock.breached.v1', 'clock.lapsed.v1'];

/** The story of a complaint as its events tell it, per source in sequence order. */
export const storyOf = async (city: City, complaintId: string): Promise<Record<string, unknown[]>> => {
  const rows = (await city.told(complaintId)).toSorted(
    (one, other) => one.source.localeCompare(other.source) || one.sequence - other.sequence,
  );
  const story: Record<string, unknown[]> = {};
  for (const { source, type, data } of rows) {
    const { name, clock, level, cycle, dueAt, at, percent } = JSON.parse(data) as Record<string, unknown>;
    (story[source] ??= []).push({
      type,
      clock: name ?? clock,
      level,
      cycle,
      dueAt,
      ...(timed.includes(type) && { at }),
      ...(percent !== undefined && { percent }),
    });
  }
  return story;
};
