import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, inSpan, LoopNotifier } from '@tuntas/eventlog';
import { describeError, Log, Metrics } from '@tuntas/service';
import { SweepMetrics } from './sla-metrics.js';
import { nothingDue, SweepDueClocks } from './use-cases/sweep-due-clocks.js';

/** A breach is seen at most this much after its due instant, when nothing is in the way. */
const pollMs = 100;

/** Looks for what is due. Any number of these may run. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(sweep: SweepDueClocks, notifier: LoopNotifier, log: Log, metrics: Metrics) {
    const told = new SweepMetrics(metrics);
    const round = async (): Promise<boolean> => {
      const startedAt = performance.now();
      const swept = (await sweep.isAnyDue()) ? await inSpan('sweep', {}, () => sweep.execute()) : nothingDue;
      told.ended(swept, performance.now() - startedAt);
      return swept.complaints > 0;
    };
    this.loop = new BackgroundLoop({
      round,
      pollMs,
      failed: error => {
        told.failed();
        log.warn(describeError(error), 'sweep will try again');
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
