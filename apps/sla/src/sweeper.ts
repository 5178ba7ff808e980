import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '@tuntas/eventlog';
import { describeError, Log } from '@tuntas/service';
import { HealClocks } from './use-cases/heal-clocks.js';
import { SweepDueClocks } from './use-cases/sweep-due-clocks.js';

/** A breach is seen at most this much after its due instant, when nothing is in the way. */
const sweepPollMs = 50;
const healPollMs = 60_000;

/** Looks for what is due, and for what a lost wake-up left behind. Any number of these may run. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loops: readonly BackgroundLoop[];

  constructor(sweep: SweepDueClocks, heal: HealClocks, log: Log) {
    this.loops = [
      new BackgroundLoop({ round: async () => await sweep.execute() > 0, pollMs: sweepPollMs, failed: error => log.warn(describeError(error), 'sweep will try again') }),
      new BackgroundLoop({ round: async () => await heal.execute() > 0, pollMs: healPollMs, failed: error => log.warn(describeError(error), 'healing will try again') }),
    ];
  }

  onApplicationBootstrap(): void { for (const loop of this.loops) loop.start(); }
  async beforeApplicationShutdown(): Promise<void> { await Promise.all(this.loops.map(loop => loop.stop())); }
}
