import { setTimeout as delay } from 'node:timers/promises';

export interface LoopOptions {
  /** One round. `true`: there may be more, go on at once. */
  readonly round: () => Promise<boolean>;
  /** How long to rest after a round that found nothing, unless woken. */
  readonly pollMs: number;
  /** Hears of a round that failed; the loop goes on after a growing rest of at most `longestRestMs`. */
  readonly failed: (error: unknown) => void;
}
const longestRestMs = 2_000;

/** Runs rounds one after another until stopped. Never throws, never overlaps. */
export class BackgroundLoop {
  private stopping: AbortController | undefined;
  private running: Promise<void> | undefined;
  private nap: AbortController | undefined;
  private woken = false;

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    if (this.running) return;
    this.stopping = new AbortController();
    this.running = this.run(this.stopping.signal);
  }

  /** Ends the present rest; a round in progress is followed by another. */
  wake(): void {
    this.woken = true;
    this.nap?.abort();
  }

  /** Resolves when the round in progress has ended. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    this.nap?.abort();
    await this.running;
    this.running = undefined;
  }

  private async run(stopping: AbortSignal): Promise<void> {
    let failures = 0;
    while (!stopping.aborted) {
      this.woken = false;
      let more = false;
      try {
        more = await this.options.round();
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.failed(error);
      }
      if (stopping.aborted || more || (this.woken && failures === 0)) continue;
      // After a failure no wake shortens the rest: a broken neighbour must not be hammered.
      const restMs =
        failures === 0
          ? this.options.pollMs
          : Math.min(longestRestMs, 50 * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
      this.nap = new AbortController();
      await delay(restMs, undefined, { signal: failures === 0 ? this.nap.signal : stopping }).catch(() => undefined);
      this.nap = undefined;
    }
  }
}
