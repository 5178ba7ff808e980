/** Maximum age of a cached value in real time. Rules and reference data change only a few times a year. */
const freshForMs = 10_000;

/** Caches a value that is read often and changes seldom. Failed reads are not cached. */
export class Fresh<T> {
  private held: { readonly value: Promise<T>; readonly until: number } | undefined;

  constructor(private readonly read: () => Promise<T>) {}

  get(): Promise<T> {
    if (!this.held || this.held.until < performance.now()) {
      const held = { value: this.read(), until: performance.now() + freshForMs };
      held.value.catch(() => {
        if (this.held === held) this.held = undefined;
      });
      this.held = held;
    }
    return this.held.value;
  }
}
