import type { TestApp } from './app.js';

/** What is compared of an event: not its ids, and instants only where the story is about them. */
const timed = ['clock.warned.v1', 'clock.breached.v1', 'clock.lapsed.v1'];

/** The story of a complaint as its events tell it, per source in sequence order. */
export const storyOf = async (app: TestApp, complaintId: string): Promise<Record<string, unknown[]>> => {
  const rows = await app.sql<{ source: string; type: string; data: string }>(
    'SELECT source, type, data FROM eventlog.log WHERE subject = $1 ORDER BY source, sequence', [complaintId]);
  const story: Record<string, unknown[]> = {};
  for (const { source, type, data } of rows) {
    const { name, clock, level, cycle, dueAt, at } = JSON.parse(data) as Record<string, unknown>;
    (story[source] ??= []).push({ type, clock: name ?? clock, level, cycle, dueAt, ...(timed.includes(type) && { at }) });
  }
  return story;
};
