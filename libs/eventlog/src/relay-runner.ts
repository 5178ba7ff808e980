import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from './background-loop.js';
import type { EventLog } from './event-log.js';
import type { LoopNotifier } from './loop-notifier.js';

/**
 * Rows committed by other processes are found by polling; NOTIFY inside the business transaction would cost 60 % of
 * throughput.
 */
const pollMs = 20;

/** Keeps the outbox empty. Every process runs one; one of them leads. */
export class RelayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  /** @param moved hears how many events a round has moved */
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
