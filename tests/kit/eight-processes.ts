import type { Service } from '@tuntas/contracts';
import { BuiltSystem } from './built-system.js';

type Name = Service | 'gateway' | 'database' | 'kafka';

/**
 * The system as `npm run start:services` runs it: one process for each service behind a gateway; the supervisor
 * restarts a process that exits.
 */
export class EightProcesses extends BuiltSystem {
  /**
   * @param env environment of the supervisor; without `KAFKA_BROKERS` the event log is in PostgreSQL
   * @param words output to wait for; by default the line that reports the gateway as ready
   */
  static override async start(
    env: Readonly<Record<string, string>>,
    words = /^gateway .*\(pid \d+\)$/m,
  ): Promise<EightProcesses> {
    const system = new EightProcesses(
      ...this.lineOf(
        process.execPath,
        ['deploy/local/supervision/run.mjs', ...(env['KAFKA_BROKERS'] ? [] : ['--without-kafka'])],
        env,
      ),
    );
    await system.waitForOutput(words);
    return system;
  }

  /** URL of the gateway. */
  override get url(): string {
    return this.urlOf('gateway');
  }
  urlOf(name: Name): string {
    return this.lastLineOf(name)[1]!.replace(/\/docs$/, '');
  }
  /** Process id of the current process. */
  pidOf(name: Name): number {
    return Number(this.lastLineOf(name)[2]);
  }

  /** Stops the system with SIGTERM. @returns exit code and signal of the supervisor */
  stop(): Promise<string> {
    this.signal('SIGTERM');
    return this.ended;
  }

  /** Finds the newest output line about a process, which may have been restarted. @throws Error if there is none */
  private lastLineOf(name: Name): RegExpMatchArray {
    const line = [...this.output.matchAll(new RegExp(`^${name} +(\\S+) +\\(pid (\\d+)\\)$`, 'gm'))].at(-1);
    if (!line) throw new Error(`no output line about ${name}: ${this.output}`);
    return line;
  }
}
