import { Injectable } from '@nestjs/common';
import { DomainError } from '@tuntas/kernel';
import { Refusal } from './problem.js';

const windowMs = 60_000;
const attemptsPerWindow = 10;
const rememberAtMost = 10_000;

/** Counts wrong tickets and codes, by what they should open and address, in real time and in this process: a guesser is slowed, nobody else. */
@Injectable()
export class FailedAttempts {
  private readonly failures = new Map<string, number[]>();

  /** @throws Refusal 429 after too many failures of late */
  demandPatience(what: string, address: string): void {
    const recent = this.recent(what, address);
    if (recent.length < attemptsPerWindow) return;
    const seconds = Math.max(1, Math.ceil((recent[0]! + windowMs - performance.now()) / 1_000));
    throw new Refusal(429, 'request.too-many', { headers: { 'retry-after': String(seconds) } });
  }

  /**
   * Hears an attempt to open something with a code; that it is not found is a failure.
   * @param code undefined: nothing is attempted, and nothing counted
   * @throws Refusal 429, and whatever the attempt throws
   */
  async heard<T>(what: string, address: string, code: string | undefined, attempt: () => Promise<T>): Promise<T> {
    if (code === undefined) return attempt();
    this.demandPatience(what, address);
    try { return await attempt(); } catch (error) {
      if (error instanceof DomainError && error.kind === 'not-found') this.add(what, address);
      throw error;
    }
  }

  add(what: string, address: string): void {
    const key = keyOf(what, address);
    const times = [...this.recent(what, address), performance.now()];
    this.failures.delete(key);
    this.failures.set(key, times);
    if (this.failures.size > rememberAtMost) this.failures.delete(this.failures.keys().next().value!);
  }

  private recent(what: string, address: string): number[] {
    const since = performance.now() - windowMs;
    return (this.failures.get(keyOf(what, address)) ?? []).filter(time => time > since);
  }
}

const keyOf = (what: string, address: string): string => `${address} ${what}`;
