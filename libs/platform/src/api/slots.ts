/** A counting semaphore without a queue, with a separate maximum for each caller. */
export class Slots {
  private readonly held = new Map<string, number>();
  taken = 0;

  /**
   * @param atMost the total number of slots
   * @param ofOneAtMost the maximum for one caller
   */
  constructor(
    private readonly atMost: number,
    private readonly ofOneAtMost: number,
  ) {}

  hasOneFor(caller: string): boolean {
    return this.taken < this.atMost && (this.held.get(caller) ?? 0) < this.ofOneAtMost;
  }

  /** @returns a function that releases the slot; further calls have no effect */
  take(caller: string): () => void {
    this.taken += 1;
    this.held.set(caller, (this.held.get(caller) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.taken -= 1;
      const left = this.held.get(caller)! - 1;
      if (left > 0) this.held.set(caller, left);
      else this.held.delete(caller);
    };
  }
}
