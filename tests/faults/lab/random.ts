import { createHash } from 'node:crypto';
import type { Random } from './model.js';

/** A seeded random source. A branch depends only on the seed and its name, not on earlier draws. */
export const randomOf = (seed: number): Random => new SeededRandom(`seed ${seed}`);

class SeededRandom implements Random {
  private state: number;

  constructor(private readonly origin: string) {
    this.state = createHash('sha256').update(origin).digest().readUInt32LE();
  }

  /** The Mulberry32 algorithm. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('Cannot pick from an empty list.');
    return from[this.between(0, from.length - 1)]!;
  }

  branch(name: string): Random {
    return new SeededRandom(`${this.origin}\n${name}`);
  }
}
