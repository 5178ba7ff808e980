import type { Delivery } from './event-log.js';

/** Enough lanes to share disk waits. Each lane takes a connection. */
const lanes = 4;
/** An open transaction locks the consumer's offset. The server would end it after two idle seconds. */
const turnMs = 1_000;

/**
 * Runs the work for each delivery: in order within a subject, several subjects concurrently.
 * @param isStopping if true, no further delivery is started; the same holds after about one second
 * @returns the first delivery that was not started; null if all are done
 * @throws the first error of the work, after all started deliveries have ended
 */
export const forEachSubjectConcurrently = async (
  deliveries: readonly Delivery[],
  isStopping: () => boolean,
  work: (delivery: Delivery) => Promise<void>,
): Promise<Delivery | null> => {
  const bySubject = new Map<string, Delivery[]>();
  for (const delivery of deliveries)
    bySubject.set(delivery.subject, [...(bySubject.get(delivery.subject) ?? []), delivery]);
  const waiting = [...bySubject.values()];
  const endsAt = performance.now() + turnMs;
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let group = waiting[0]; group && !failed && !isStopping() && performance.now() < endsAt; group = waiting[0]) {
      waiting.shift();
      while (group.length > 0 && !failed && !isStopping() && performance.now() < endsAt) await work(group.shift()!);
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
