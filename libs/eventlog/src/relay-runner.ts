import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from './background-loop.js';
import type { EventLog } from './event-log.js';
import type { LoopNotifier } from './loop-notifier.js';

/**
 * Polling finds rows committed by other processes. NOTIFY inside the business transaction would cost 60 % of the
 * throughput.
 */
const pollMs = 20;

/** Runs the relay from the outbox into the log. Every process has one; only the leader moves events. */
export class RelayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  /** @param moved called after each round with the number of moved events */
  constructor(
    log: EventLog,
    notifier: LoopNotifier,
    failed: (error: unknown) => void,
    moved: (count: number) => void = () => undefined,
  ) {
    const round = async (): Promise<boolean> => {
      const count = await log.relay();
      moved(count);
      return count > 0;
    };
    this.loop = new BackgroundLoop({ round, pollMs, failed });
    notifier.on('outbox', () => this.loop.wake());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
