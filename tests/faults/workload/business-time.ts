/**
 * Business time as clients see it: read regularly, interpolated in between. Real instants are milliseconds of
 * `performance.now()`.
 */
export class BusinessTime {
  private readonly readings: { readonly real: number; readonly business: number }[] = [];

  /** Records a reading of `/dev/clock`. */
  record(real: number, business: Date): void {
    this.readings.push({ real, business: business.getTime() });
    if (this.readings.length > readingsKept) this.readings.shift();
  }

  /** @returns null while it is unknown */
  now(): Date | null {
    const [last, rate] = [this.readings.at(-1), this.rate()];
    return last && rate ? new Date(last.business + (performance.now() - last.real) * rate) : null;
  }

  /** Converts a business instant to real time; null while the rate is unknown. */
  realOf(instant: Date): number | null {
    const [last, rate] = [this.readings.at(-1), this.rate()];
    return last && rate ? last.real + (instant.getTime() - last.business) / rate : null;
  }

  /** Business milliseconds per real millisecond. */
  private rate(): number | null {
    const [first, last] = [this.readings[0], this.readings.at(-1)];
    return first && last && last.real > first.real && last.business > first.business
      ? (last.business - first.business) / (last.real - first.real)
      : null;
  }
}

/** A small number, so that a stepped clock is detected quickly. */
const readingsKept = 4;
