import { describeError, Log } from './logging.js';

export interface CheckResult {
  readonly name: string;
  readonly status: 'up' | 'down';
}

/** Timeout of one check. The readiness endpoint responds within two seconds even if a check hangs. */
const timeoutMs = 1_500;
/** A check that hangs is started again only after this time. */
const restartAfterMs = 10_000;

/** A check with a timeout. Concurrent callers share one run. */
class Probe<Result> {
  private running: { readonly result: Promise<Result>; readonly since: number } | null = null;

  constructor(private readonly check: () => Promise<Result>) {}

  /** @throws Error on timeout; errors of the check are rethrown */
  async run(): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
    });
    try {
      return await Promise.race([this.start(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private start(): Promise<Result> {
    if (this.running && performance.now() - this.running.since < restartAfterMs) return this.running.result;
    const running = (this.running = { result: this.check(), since: performance.now() });
    const over = (): void => {
      if (this.running === running) this.running = null;
    };
    running.result.then(over, over);
    return running.result;
  }
}

/** The readiness checks and warnings of a process. Other components register theirs by name. */
export class HealthChecks {
  private readonly checks = new Map<string, Probe<unknown>>();
  private readonly warnings = new Map<string, Probe<boolean>>();
  private stopping = false;

  constructor(private readonly log: Log) {}

  /** @param check rejects while the dependency is down; a timeout counts as down */
  register(name: string, check: () => Promise<unknown>): void {
    this.checks.set(name, new Probe(check));
  }

  /**
   * Registers a warning for operators. The process stays ready.
   * @param holds whether the warning applies now; a timeout counts as false
   */
  warn(name: string, holds: () => Promise<boolean>): void {
    this.warnings.set(name, new Probe(holds));
  }

  /** Marks the process as not ready, so that load balancers send it no new requests. */
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
        [...this.warnings].map(async ([name, warning]) => ((await warning.run().catch(() => false)) ? [name] : [])),
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
      await check.run();
      return { name, status: 'up' };
    } catch (error) {
      this.log.warn({ check: name, ...describeError(error) }, 'not ready');
      return { name, status: 'down' };
    }
  }
}
