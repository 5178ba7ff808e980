/** Where something may be found: unsent events, events to hear, clocks to sweep, messages to deliver. */
export type Place = 'outbox' | 'log' | 'due' | 'messages';

/** Tells loops of this process that there is something to do, so that they need not wait for their next poll. */
export class Wake {
  private readonly listeners = new Map<Place, Set<() => void>>();

  tell(place: Place): void {
    for (const listener of this.listeners.get(place) ?? []) listener();
  }

  /** @returns how to stop listening */
  on(place: Place, listener: () => void): () => void {
    const listeners = this.listeners.get(place) ?? new Set();
    this.listeners.set(place, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }
}
