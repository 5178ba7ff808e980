import type { LivingCity } from './living-city.js';
import type { StoredState } from './snapshot.js';

/** Counts what happened, to detect runs with too little activity. */
export class Tally {
  private readonly counts = new Map<string, number>();

  /** @param everything the state at the end of a city */
  add({ residents }: LivingCity, everything: ReadonlyMap<string, StoredState>): void {
    this.count('lives', residents.length);
    for (const { answered } of residents) for (const what of answered) this.count(what);
    for (const { row, clocks, escalations, cases } of everything.values()) {
      for (const { act, status } of row.history) this.count(`${act} -> ${status}`);
      for (const { name, status, met_at: met, breached_at: breached } of clocks) {
        this.count(`${name} ${status}`);
        if (met && breached) this.count('met late');
      }
      for (const { level, reason } of escalations) this.count(`level ${level} by ${reason}`);
      this.count('case', cases.length);
    }
  }

  private count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }
  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }
  get all(): string {
    return [...this.counts]
      .sort()
      .map(([what, times]) => `${what}: ${times}`)
      .join('\n');
  }
}
