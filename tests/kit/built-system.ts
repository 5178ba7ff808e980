import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { descendantsOf } from './processes.js';

const root = join(__dirname, '../..');
const oneProcess = 'apps/all-in-one/dist/main.js';

/** The system as `npm start` runs it: a process of its own from the built files, with everything that it writes. */
export class BuiltSystem {
  private written = '';

  protected constructor(private readonly child: ChildProcess, readonly ended: Promise<string>) {
    for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => { this.written += text; });
  }

  /** @param env what the environment decides; nothing of ours is inherited but the path */
  static async start(env: Readonly<Record<string, string>>): Promise<BuiltSystem> {
    const system = new BuiltSystem(...this.spawn([oneProcess], env));
    await system.says(/Ready at \S+/);
    return system;
  }

  protected static spawn(program: readonly string[], env: Readonly<Record<string, string>>): [ChildProcess, Promise<string>] {
    if (!existsSync(join(root, oneProcess))) throw new Error('The system is not built: run `npm run build` first, or the tests by `npm test`.');
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, program, {
      cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), PORT: '0', ...env },
    });
    return [child, once(child, 'exit').then(([code, signal]) => `${code} ${signal}`)];
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

  /** @throws Error with all of its output where it ends before it says so */
  protected async says(words: RegExp): Promise<void> {
    const said = new Promise<void>(resolve => {
      const look = (): void => { if (words.test(this.written)) resolve(); };
      for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', look);
    });
    await Promise.race([said, this.ended.then(how => { throw new Error(`The system ended (${how}): ${this.output}`); })]);
  }
}
