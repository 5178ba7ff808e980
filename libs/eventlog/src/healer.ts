import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from './background-loop.js';

export interface HealerOptions {
  /** Complaints that are behind, in id order, after this one. */
  readonly behind: (after: string, limit: number) => Promise<readonly string[]>;
  /** Brings one of them up to date, in a transaction of its own. */
  readonly heal: (complaintId: string) => Promise<void>;
  /** Hears of one that could not be healed; the others are, and it is tried again in the next pass. */
  readonly failed: (error: unknown) => void;
}

const pauseMs = 60_000;
const pageSize = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Repairs lost wake-ups, at the start and once per minute of real time (docs/consistency.md#catch-up). */
export class Healer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private after = beforeAll;
  private readonly loop: BackgroundLoop;

  constructor(private readonly options: HealerOptions) {
    this.loop = new BackgroundLoop({ round: () => this.round(), pollMs: pauseMs, failed: options.failed });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Heals one page. @returns whether there may be more: what cannot be healed must not hide what can */
  async round(): Promise<boolean> {
    const { behind, heal, failed } = this.options;
    const page = await behind(this.after, pageSize);
    for (const complaintId of page) await heal(complaintId).catch(failed);
    this.after = page.length < pageSize ? beforeAll : page.at(-1)!;
    return this.after !== beforeAll;
  }
}
