/** Where something may be found: unsent events, events to hear, clocks to sweep, messages to deliver. */
export type WorkQueue = 'outbox' | 'log' | 'due' | 'messages';

/** Tells loops of this process that there is something to do, so that they need not wait for their next poll. */
export class LoopNotifier {
  private readonly listeners = new Map<WorkQueue, Set<() => void>>();

  notify(queue: WorkQueue): void {
    for (const listener of this.listeners.get(queue) ?? []) listener();
  }

  /** @returns how to stop listening */
  on(queue: WorkQueue, listener: () => void): () => void {
    const listeners = this.listeners.get(queue) ?? new Set();
    this.listeners.set(queue, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }
}
