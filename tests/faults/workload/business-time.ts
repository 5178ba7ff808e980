/**
 * Business time as the clients know it: looked up now and then, reckoned in between. Real instants are milliseconds of
 * `performance.now()`.
 */
export class BusinessTime {
  private readonly seen: { readonly real: number; readonly business: number }[] = [];

  /** The newest look at `/dev/clock`. */
  saw(real: number, business: Date): void {
    this.seen.push({ real, business: business.getTime() });
    if (this.seen.length > remembered) this.seen.shift();
  }

  /** @returns null while it is not known */
  now(): Date | null {
    const [last, rate] = [this.seen.at(-1), this.rate()];
    return last && rate ? new Date(last.business + (performance.now() - last.real) * rate) : null;
  }

  /** When that instant comes or came, in real time; null while it is not known. */
  realOf(instant: Date): number | null {
    const [last, rate] = [this.seen.at(-1), this.rate()];
    return last && rate ? last.real + (instant.getTime() - last.business) / rate : null;
  }

  /** Business milliseconds per real one. */
  private rate(): number | null {
    const [first, last] = [this.seen[0], this.seen.at(-1)];
    return first && last && last.real > first.real && last.business > first.business
      ? (last.business - first.business) / (last.real - first.real)
      : null;
  }
}

/** Few, so that a clock that was stepped is soon known again. */
const remembered = 4;
