import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { descendantsOf } from './processes.js';

const root = join(__dirname, '../..');

/** A program started as a child process, with its captured output. */
export class Command {
  private written = '';
  private readonly child: ChildProcess;
  /** Exit code and signal. */
  readonly ended: Promise<string>;
  /** Exit code and signal, once the process and its children have closed their output; then `output` is complete. */
  readonly closed: Promise<string>;

  /** @param env environment of the process; only the path and the home folder are inherited */
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
  /** Whether the process has exited; for tests that wait for something that a dead process will never do. */
  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
  get pid(): number {
    return this.child.pid!;
  }
  /** All processes that it started, directly or indirectly. */
  get descendants(): number[] {
    return descendantsOf(this.pid);
  }
  get processes(): number[] {
    return [this.pid, ...this.descendants];
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
  /** Sends a signal to the whole process group, as a terminal does on Ctrl-C. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Waits until the output matches. @throws Error with the output if the program ends before that */
  async waitForOutput(words: RegExp): Promise<void> {
    const matched = new Promise<void>(resolve => {
      const check = (): void => {
        if (words.test(this.written)) resolve();
      };
      for (const stream of this.streams) stream.on('data', check);
      check();
    });
    await Promise.race([
      matched,
      this.ended.then(how => {
        throw new Error(`The program ended (${how}): ${this.output}`);
      }),
    ]);
  }

  private get streams() {
    return [this.child.stdout!, this.child.stderr!];
  }
}
