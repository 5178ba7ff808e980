/** Maximum age of a cached value in real time. Rules and reference data change only a few times a year. */
const maxAgeMs = 10_000;

/** Caches a value that is read often and changes seldom. Failed reads are not cached. */
export class CachedValue<T> {
  private cached: { readonly value: Promise<T>; readonly until: number } | undefined;

  constructor(private readonly read: () => Promise<T>) {}

  get(): Promise<T> {
    if (!this.cached || this.cached.until < performance.now()) {
      const cached = { value: this.read(), until: performance.now() + maxAgeMs };
      cached.value.catch(() => {
        if (this.cached === cached) this.cached = undefined;
      });
      this.cached = cached;
    }
    return this.cached.value;
  }
}
