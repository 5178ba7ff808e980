import { describeError, Log } from './logging.js';

export interface CheckResult {
  readonly name: string;
  readonly status: 'up' | 'down';
}

const patienceMs = 2_000;

/** What a process needs before it can serve. Others register their checks here, by name. */
export class HealthChecks {
  private readonly checks = new Map<string, () => Promise<unknown>>();
  private readonly worries = new Map<string, () => Promise<boolean>>();
  private stopping = false;

  constructor(private readonly log: Log) {}

  /** @param check rejects while the thing is down; more than two seconds count as down */
  register(name: string, check: () => Promise<unknown>): void { this.checks.set(name, check); }

  /** Something that a person should look at though the process serves. @param holds whether it is so now */
  warn(name: string, holds: () => Promise<boolean>): void { this.worries.set(name, holds); }

  /** From here on the process is not ready, so that nobody sends it new work. */
  stop(): void { this.stopping = true; }

  async run(): Promise<{ readonly ready: boolean; readonly checks: readonly CheckResult[]; readonly warnings: readonly string[] }> {
    const checks = await Promise.all([...this.checks].map(([name, check]) => this.runOne(name, check)));
    const warnings = await Promise.all([...this.worries].map(async ([name, holds]) => (await holds().catch(() => false) ? [name] : [])));
    return { ready: !this.stopping && checks.every(({ status }) => status === 'up'), checks, warnings: warnings.flat() };
  }

  private async runOne(name: string, check: () => Promise<unknown>): Promise<CheckResult> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error('took too long')), patienceMs); });
    try {
      await Promise.race([check(), late]);
      return { name, status: 'up' };
    } catch (error) {
      this.log.warn({ check: name, ...describeError(error) }, 'not ready');
      return { name, status: 'down' };
    } finally { clearTimeout(timer); }
  }
}
