import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { descendantsOf } from './processes.js';

const root = join(__dirname, '../..');

/** A program as a person or a supervisor starts it, with everything that it writes. */
export class Command {
  private written = '';
  private readonly child: ChildProcess;
  /** Exit code and signal. */
  readonly ended: Promise<string>;
  /** The same, once it and all that it started have stopped writing: then `output` is whole. */
  readonly closed: Promise<string>;

  /** @param env nothing else is inherited but the path and the home folder */
  constructor(
    [program, ...args]: readonly [string, ...string[]],
    env: Readonly<Record<string, string>>,
    folder = root,
  ) {
    const { PATH, HOME, TMPDIR } = process.env;
    this.child = spawn(program, args, {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...env },
    });
    for (const stream of this.streams)
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.written += text;
      });
    this.ended = once(this.child, 'exit').then(([code, signal]) => `${code} ${signal}`);
    this.closed = once(this.child, 'close').then(([code, signal]) => `${code} ${signal}`);
  }

  /** All of stdout and stderr so far. */
  get output(): string {
    return this.written;
  }
  /** For tests that wait for something which a dead program will never do. */
  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
  get pid(): number {
    return this.child.pid!;
  }
  /** Whatever it started. */
  get descendants(): number[] {
    return descendantsOf(this.pid);
  }
  get processes(): number[] {
    return [this.pid, ...this.descendants];
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
  /** As a terminal does on Ctrl-C: to the whole process group. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** @throws Error with all of its output where it ends before it says so */
  async says(words: RegExp): Promise<void> {
    const said = new Promise<void>(resolve => {
      const look = (): void => {
        if (words.test(this.written)) resolve();
      };
      for (const stream of this.streams) stream.on('data', look);
      look();
    });
    await Promise.race([
      said,
      this.ended.then(how => {
        throw new Error(`The program ended (${how}): ${this.output}`);
      }),
    ]);
  }

  private get streams() {
    return [this.child.stdout!, this.child.stderr!];
  }
}
