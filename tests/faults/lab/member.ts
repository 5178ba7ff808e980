import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Service } from '@tuntas/contracts';
import { spawnGuarded } from '../../../deploy/local/guarded.mjs';
import type { ProxyLink } from './link.js';
import type { Member } from './model.js';

const firstPauseMs = 100;
const longestPauseMs = 2_000;
const steadyMs = 10_000;
const stopTimeoutMs = 15_000;

export interface MemberOptions {
  readonly name: string;
  readonly role: Service | 'gateway';
  readonly port: number;
  readonly database: ProxyLink | null;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** The folder of the built product. */
  readonly product: string;
}
type Child = ReturnType<typeof spawnGuarded>;

/**
 * A supervised process of the product, restarted on its port whenever it ends. It dies with this process, even while it
 * is frozen.
 */
export class SupervisedMember implements Member {
  private child: Child;
  private readonly stopping = new AbortController();
  private readonly keeping: Promise<void>;
  /** The number of restarts. */
  restarts = 0;

  constructor(private readonly options: MemberOptions) {
    this.child = this.launch();
    this.keeping = this.keep();
  }

  get name(): string {
    return this.options.name;
  }
  get role(): Service | 'gateway' {
    return this.options.role;
  }
  get database(): ProxyLink | null {
    return this.options.database;
  }
  get port(): number {
    return this.options.port;
  }
  get pid(): number | undefined {
    return hasEnded(this.child) ? undefined : this.child.pid;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    for (const signal of ['SIGCONT', 'SIGTERM'] as const) child.kill(signal);
    const timeout = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    await this.keeping;
    clearTimeout(timeout);
  }

  private async keep(): Promise<void> {
    const { signal } = this.stopping;
    for (let pauseMs = firstPauseMs; ; this.restarts += 1) {
      const since = performance.now();
      await ended(this.child);
      pauseMs = performance.now() - since > steadyMs ? firstPauseMs : Math.min(2 * pauseMs, longestPauseMs);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined); // the loop condition handles the abort
      if (signal.aborted) return;
      this.child = this.launch();
    }
  }

  private launch(): Child {
    const { role, port, env, logFile, product } = this.options;
    const log = openSync(logFile, 'a', 0o600);
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawnGuarded(process.execPath, ['--enable-source-maps', `apps/${role}/dist/main.js`], {
      cwd: product,
      stdio: ['ignore', log, log],
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), HOST: '127.0.0.1', PORT: String(port), ...env },
    });
    closeSync(log);
    return child;
  }
}

const hasEnded = (child: Child): boolean => child.exitCode !== null || child.signalCode !== null;
const ended = (child: Child): Promise<void> =>
  new Promise(resolve => {
    if (hasEnded(child)) resolve();
    for (const end of ['exit', 'error']) child.once(end, () => resolve());
  });
