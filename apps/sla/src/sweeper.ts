import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, inSpan, LoopNotifier } from '@tuntas/eventlog';
import { describeError, Log, Metrics } from '@tuntas/platform';
import { SweepMetrics } from './sla-metrics.js';
import { nothingDue, SweepDueClocks } from './use-cases/sweep-due-clocks.js';

/** Polling interval in ms: the greatest delay of a breach without load or locks. */
const pollMs = 100;

/** Runs the sweep in a loop. Any number of processes may run it concurrently. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(sweep: SweepDueClocks, notifier: LoopNotifier, log: Log, metrics: Metrics) {
    const sweepMetrics = new SweepMetrics(metrics);
    const round = async (): Promise<boolean> => {
      const startedAt = performance.now();
      const swept = (await sweep.isAnyDue()) ? await inSpan('sweep', {}, () => sweep.execute()) : nothingDue;
      sweepMetrics.ended(swept, performance.now() - startedAt);
      return swept.complaints > 0;
    };
    this.loop = new BackgroundLoop({
      round,
      pollMs,
      failed: error => {
        sweepMetrics.failed();
        log.warn(describeError(error), 'sweep failed, will retry');
      },
    });
    notifier.on('due', () => this.loop.wake());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
