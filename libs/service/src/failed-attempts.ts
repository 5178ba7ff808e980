import { Injectable } from '@nestjs/common';

const windowMs = 60_000;
const attemptsPerWindow = 10;
const rememberAtMost = 10_000;

/** Counts wrong tickets and codes, by ticket and address, in real time and in this process: a guesser is slowed, nobody else. */
@Injectable()
export class FailedAttempts {
  private readonly failures = new Map<string, number[]>();

  /** @returns after how many seconds the next attempt is heard; 0: now */
  retryAfterSeconds(ticket: string, address: string): number {
    const recent = this.recent(ticket, address);
    return recent.length < attemptsPerWindow ? 0 : Math.max(1, Math.ceil((recent[0]! + windowMs - performance.now()) / 1_000));
  }

  add(ticket: string, address: string): void {
    const key = keyOf(ticket, address);
    const times = [...this.recent(ticket, address), performance.now()];
    this.failures.delete(key);
    this.failures.set(key, times);
    if (this.failures.size > rememberAtMost) this.failures.delete(this.failures.keys().next().value!);
  }

  private recent(ticket: string, address: string): number[] {
    const since = performance.now() - windowMs;
    return (this.failures.get(keyOf(ticket, address)) ?? []).filter(time => time > since);
  }
}

const keyOf = (ticket: string, address: string): string => `${address} ${ticket}`;
