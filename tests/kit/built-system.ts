import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { descendantsOf } from './processes.js';

const root = join(__dirname, '../..');
const entry = join(root, 'apps/all-in-one/dist/main.js');

/** The system as `npm start` runs it: a process of its own from the built files, with everything that it writes. */
export class BuiltSystem {
  private written = '';

  private constructor(private readonly child: ChildProcess, readonly ended: Promise<string>) {
    for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => { this.written += text; });
  }

  /** @param env what the environment decides; nothing of ours is inherited but the path */
  static async start(env: Readonly<Record<string, string>>): Promise<BuiltSystem> {
    if (!existsSync(entry)) throw new Error('The system is not built: run `npm run build` first, or the tests by `npm test`.');
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, [entry], {
      cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), PORT: '0', ...env },
    });
    const ended = once(child, 'exit').then(([code, signal]) => `${code} ${signal}`);
    const system = new BuiltSystem(child, ended);
    await Promise.race([system.says(/Ready at \S+/), ended.then(how => { throw new Error(`The system ended (${how}): ${system.output}`); })]);
    return system;
  }

  /** All of stdout and stderr so far. */
  get output(): string { return this.written; }
  /** For tests that wait for something which a dead system will never do. */
  get hasEnded(): boolean { return this.child.exitCode !== null || this.child.signalCode !== null; }
  get pid(): number { return this.child.pid!; }
  get url(): string { return /Ready at (\S+)/.exec(this.written)![1]!; }
  /** Its database server and whatever else it started. */
  get descendants(): number[] { return descendantsOf(this.pid); }

  signal(signal: NodeJS.Signals): void { this.child.kill(signal); }

  private says(words: RegExp): Promise<void> {
    return new Promise(resolve => {
      const look = (): void => { if (words.test(this.written)) resolve(); };
      for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', look);
    });
  }
}
