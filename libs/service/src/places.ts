/** A limited number of places, of which one caller cannot hold all. */
export class Places {
  private readonly held = new Map<string, number>();
  taken = 0;

  /** @param ofOneAtMost how many of them one caller may hold */
  constructor(
    private readonly atMost: number,
    private readonly ofOneAtMost: number,
  ) {}

  hasOneFor(caller: string): boolean {
    return this.taken < this.atMost && (this.held.get(caller) ?? 0) < this.ofOneAtMost;
  }

  /** @returns gives the place back; a second call changes nothing */
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
