import type { Service } from '@tuntas/contracts';
import { BuiltSystem } from './built-system.js';

type Name = Service | 'gateway' | 'database' | 'kafka';

/**
 * The system as `npm run start:services` runs it: a process for each service behind one address, each started again
 * when it ends.
 */
export class EightProcesses extends BuiltSystem {
  /**
   * @param env what the environment decides; without `KAFKA_BROKERS` the event log is in PostgreSQL
   * @param words what it says when it has come as far as the test wants it; ready unless told
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
    await system.says(words);
    return system;
  }

  /** Of the gateway, before everything. */
  override get url(): string {
    return this.urlOf('gateway');
  }
  urlOf(name: Name): string {
    return this.lastLineOf(name)[1]!.replace(/\/docs$/, '');
  }
  /** Of the process that runs now. */
  pidOf(name: Name): number {
    return Number(this.lastLineOf(name)[2]);
  }

  /** Politely. @returns how the supervisor ended */
  stop(): Promise<string> {
    this.signal('SIGTERM');
    return this.ended;
  }

  /** What was said of it last: it may have been started again. */
  private lastLineOf(name: Name): RegExpMatchArray {
    const line = [...this.output.matchAll(new RegExp(`^${name} +(\\S+) +\\(pid (\\d+)\\)$`, 'gm'))].at(-1);
    if (!line) throw new Error(`nothing is known of ${name}: ${this.output}`);
    return line;
  }
}
