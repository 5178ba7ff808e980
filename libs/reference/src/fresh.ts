/**
 * Rules and reference data change by decree or by hand, a few times a year; everybody may be this much behind (real
 * time).
 */
const freshForMs = 10_000;

/** What is read often and changes seldom: held in memory for a while. A reading that failed is not held. */
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
