import { setTimeout as delay } from 'node:timers/promises';

export interface LoopOptions {
  /** One round. Returns true if there may be more work; the next round then starts at once. */
  readonly round: () => Promise<boolean>;
  /** Pause after a round that found nothing. `wake` ends it early. */
  readonly pollMs: number;
  /** Called when a round failed. The loop continues after an exponential backoff of at most `longestPauseMs`. */
  readonly failed: (error: unknown) => void;
}
const longestPauseMs = 2_000;

/** Runs rounds one after another until stopped. Rounds never overlap; errors do not end the loop. */
export class BackgroundLoop {
  private stopping: AbortController | undefined;
  private running: Promise<void> | undefined;
  private pause: AbortController | undefined;
  private woken = false;

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    if (this.running) return;
    this.stopping = new AbortController();
    this.running = this.run(this.stopping.signal);
  }

  /** Ends the current pause. A round in progress is followed by another one. */
  wake(): void {
    this.woken = true;
    this.pause?.abort();
  }

  /** Resolves when the current round has ended. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    this.pause?.abort();
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
      // After a failure wake() does not shorten the pause, so that a failing dependency is not overloaded.
      const pauseMs =
        failures === 0
          ? this.options.pollMs
          : Math.min(longestPauseMs, 50 * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
      this.pause = new AbortController();
      await delay(pauseMs, undefined, { signal: failures === 0 ? this.pause.signal : stopping }).catch(() => undefined);
      this.pause = undefined;
    }
  }
}
