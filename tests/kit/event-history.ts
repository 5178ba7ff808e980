import type { City } from './city.js';

/** Types whose instants are compared. Ids are never compared. */
const timed = ['clock.warned.v1', 'clock.breached.v1', 'clock.lapsed.v1'];

/** The history of a complaint from its events, by source, in sequence order. */
export const eventHistoryOf = async (city: City, complaintId: string): Promise<Record<string, unknown[]>> => {
  const rows = (await city.publishedEvents(complaintId)).toSorted(
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
