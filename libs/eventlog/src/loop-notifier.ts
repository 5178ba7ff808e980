/** Work queues: unpublished events, events to consume, clocks to sweep, messages to deliver. */
export type WorkQueue = 'outbox' | 'log' | 'due' | 'messages';

/** Notifies background loops of this process about new work, so that they do not wait for their next poll. */
export class LoopNotifier {
  private readonly listeners = new Map<WorkQueue, Set<() => void>>();

  notify(queue: WorkQueue): void {
    for (const listener of this.listeners.get(queue) ?? []) listener();
  }

  /** @returns a function that removes the listener */
  on(queue: WorkQueue, listener: () => void): () => void {
    const listeners = this.listeners.get(queue) ?? new Set();
    this.listeners.set(queue, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }
}
