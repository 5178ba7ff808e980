import { describeError, Log } from './logging.js';

export interface CheckResult {
  readonly name: string;
  readonly status: 'up' | 'down';
}

/** Readiness as a whole is answered within two seconds, whatever hangs. */
const patienceMs = 1_500;
/** What has not come back by then is asked anew; until then nobody asks a second time. */
const givenUpAfterMs = 10_000;

/** A question that may hang: whoever asks meanwhile waits for the same answer, and nobody waits long. */
class Probe<Answer> {
  private running: { readonly answer: Promise<Answer>; readonly since: number } | null = null;

  constructor(private readonly ask: () => Promise<Answer>) {}

  /** @throws Error where there is no answer in time, and whatever the question throws */
  async answer(): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('took too long')), patienceMs);
    });
    try {
      return await Promise.race([this.asked(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private asked(): Promise<Answer> {
    if (this.running && performance.now() - this.running.since < givenUpAfterMs) return this.running.answer;
    const running = (this.running = { answer: this.ask(), since: performance.now() });
    const over = (): void => {
      if (this.running === running) this.running = null;
    };
    running.answer.then(over, over);
    return running.answer;
  }
}

/** What a process needs before it can serve. Others register their checks here, by name. */
export class HealthChecks {
  private readonly checks = new Map<string, Probe<unknown>>();
  private readonly worries = new Map<string, Probe<boolean>>();
  private stopping = false;

  constructor(private readonly log: Log) {}

  /** @param check rejects while the thing is down; what takes too long counts as down */
  register(name: string, check: () => Promise<unknown>): void {
    this.checks.set(name, new Probe(check));
  }

  /**
   * Something that a person should look at though the process serves.
   * @param holds whether it is so now; not so where it takes too long
   */
  warn(name: string, holds: () => Promise<boolean>): void {
    this.worries.set(name, new Probe(holds));
  }

  /** From here on the process is not ready, so that nobody sends it new work. */
  stop(): void {
    this.stopping = true;
  }

  async run(): Promise<{
    readonly ready: boolean;
    readonly checks: readonly CheckResult[];
    readonly warnings: readonly string[];
  }> {
    const [checks, warnings] = await Promise.all([
      Promise.all([...this.checks].map(([name, check]) => this.runOne(name, check))),
      Promise.all(
        [...this.worries].map(async ([name, worry]) => ((await worry.answer().catch(() => false)) ? [name] : [])),
      ),
    ]);
    return {
      ready: !this.stopping && checks.every(({ status }) => status === 'up'),
      checks,
      warnings: warnings.flat(),
    };
  }

  private async runOne(name: string, check: Probe<unknown>): Promise<CheckResult> {
    try {
      await check.answer();
      return { name, status: 'up' };
    } catch (error) {
      this.log.warn({ check: name, ...describeError(error) }, 'not ready');
      return { name, status: 'down' };
    }
  }
}
