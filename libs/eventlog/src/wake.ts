/** Tells loops of this process that there is something to do, so that they need not wait for their next poll. */
export class Wake {
  private readonly listeners = new Map<'outbox' | 'log', Set<() => void>>([['outbox', new Set()], ['log', new Set()]]);

  tell(place: 'outbox' | 'log'): void {
    for (const listener of this.listeners.get(place)!) listener();
  }

  /** @returns how to stop listening */
  on(place: 'outbox' | 'log', listener: () => void): () => void {
    this.listeners.get(place)!.add(listener);
    return () => { this.listeners.get(place)!.delete(listener); };
  }
}
