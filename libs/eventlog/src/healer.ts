import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from './background-loop.js';

export interface HealerOptions {
  /** Finds complaints that are behind, in id order, after the given id. */
  readonly behind: (after: string, limit: number) => Promise<readonly string[]>;
  /** Brings one complaint up to date, in its own transaction. */
  readonly heal: (complaintId: string) => Promise<void>;
  /** Called when a complaint could not be healed. The pass goes on; the next pass retries it. */
  readonly failed: (error: unknown) => void;
}

const pauseMs = 60_000;
const pageSize = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Repairs complaints left behind by lost wake-ups, at start and once a minute of real time
 * (docs/consistency.md#catch-up).
 */
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

  /** Heals one page. A complaint that fails does not block the others. @returns whether there may be more */
  async round(): Promise<boolean> {
    const { behind, heal, failed } = this.options;
    const page = await behind(this.after, pageSize);
    for (const complaintId of page) await heal(complaintId).catch(failed);
    this.after = page.length < pageSize ? beforeAll : page.at(-1)!;
    return this.after !== beforeAll;
  }
}
