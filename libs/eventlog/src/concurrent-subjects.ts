import type { Delivery } from './event-log.js';

/** Enough to share the waiting for the disk; each takes a connection. */
const lanes = 4;
/** The place in the log is held in an open transaction, which the server would end after two seconds. */
const turnMs = 1_000;

/**
 * Does the work for each delivery: in order within a subject, several subjects at a time.
 * @param isOver no further delivery is begun then, nor after a turn of about a second
 * @returns the first delivery that was not begun; null when all are done
 * @throws whatever the work throws, once what was begun has ended
 */
export const forEachSubjectConcurrently = async (
  deliveries: readonly Delivery[],
  isOver: () => boolean,
  work: (delivery: Delivery) => Promise<void>,
): Promise<Delivery | null> => {
  const bySubject = new Map<string, Delivery[]>();
  for (const delivery of deliveries)
    bySubject.set(delivery.subject, [...(bySubject.get(delivery.subject) ?? []), delivery]);
  const waiting = [...bySubject.values()];
  const endsAt = performance.now() + turnMs;
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let group = waiting[0]; group && !failed && !isOver() && performance.now() < endsAt; group = waiting[0]) {
      waiting.shift();
      while (group.length > 0 && !failed && !isOver() && performance.now() < endsAt) await work(group.shift()!);
      if (group.length > 0) {
        waiting.push(group);
        return;
      }
    }
  };
  const ended = await Promise.allSettled(
    Array.from({ length: lanes }, () =>
      lane().catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return waiting
    .flat()
    .reduce<Delivery | null>((first, each) => (first === null || each.position < first.position ? each : first), null);
};
