import { closeSync, fdatasync, openSync, readFileSync, write } from 'node:fs';
import { promisify } from 'node:util';
import type { Attempt, Struck } from './model.js';

const writeTo = promisify(write);
const flush = promisify(fdatasync);

export type Call = Pick<Attempt, 'key' | 'client' | 'act' | 'complaintId'>;
export type Ending = Pick<Attempt, 'outcome' | 'status' | 'answered'>;
type Strike = Pick<Struck, 'fault' | 'target'> & { readonly number: number };
type Line = { readonly at: number } & (
  | { readonly began: Call }
  | { readonly ended: string; readonly how: Ending }
  | { readonly struck: Strike }
  | { readonly healed: number }
);

/** The log of clients and nemesis, as JSON lines. A line is on disk once its promise resolves. */
export class Journal {
  private waiting: { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] =
    [];
  private writing: Promise<void> | null = null;

  private constructor(
    readonly path: string,
    private readonly file: number,
    private readonly origin: number,
  ) {}

  /** Starts the run clock. */
  static open(path: string): Journal {
    return new Journal(path, openSync(path, 'wx', 0o600), performance.now());
  }

  /** Milliseconds since the start of the run. */
  now(): number {
    return Math.round((performance.now() - this.origin) * 1000) / 1000;
  }

  /** Resolves once the line is on disk; the call must not be made before. */
  began(call: Call): Promise<void> {
    return this.append({ at: this.now(), began: call });
  }

  /** The last result of a key counts: a retry may learn the outcome that the previous call did not. */
  ended(key: string, how: Ending): Promise<void> {
    return this.append({ at: this.now(), ended: key, how });
  }

  struck(strike: Strike): Promise<void> {
    return this.append({ at: this.now(), struck: strike });
  }
  healed(number: number): Promise<void> {
    return this.append({ at: this.now(), healed: number });
  }

  async close(): Promise<void> {
    await this.writing;
    closeSync(this.file);
  }

  private append(line: Line): Promise<void> {
    const onDisk = new Promise<void>((done, failed) => {
      this.waiting.push({ line: `${JSON.stringify(line)}\n`, done, failed });
    });
    this.writing ??= this.write();
    return onDisk;
  }

  /** Clients that arrive during a flush share the next one. */
  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        const bytes = Buffer.from(group.map(({ line }) => line).join(''));
        for (let written = 0; written < bytes.length;)
          written += await writeTo(this.file, bytes.subarray(written)).then(({ bytesWritten }) => bytesWritten);
        await flush(this.file);
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.writing = null; // synchronous with the last check, so that the next append starts a new write
  }
}

export interface History {
  readonly attempts: readonly Attempt[];
  readonly struck: readonly Struck[];
}

/**
 * Reads a journal, ordered by the start of the attempts. An attempt without a result is unknown; an incomplete last
 * line is ignored.
 */
export const readJournal = (path: string): History => {
  const attempts = new Map<string, Attempt>();
  const struck = new Map<number, Struck>();
  for (const text of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    const line = JSON.parse(text) as Line;
    if ('began' in line) {
      if (attempts.has(line.began.key)) continue; // a retry with the same key is the same attempt
      attempts.set(line.began.key, {
        ...line.began,
        beganAt: line.at,
        endedAt: null,
        outcome: 'unknown',
        status: null,
        answered: null,
      });
    } else if ('ended' in line) {
      const attempt = attempts.get(line.ended);
      if (!attempt) throw new Error(`${line.ended} ended without a beginning.`);
      attempts.set(line.ended, { ...attempt, ...line.how, endedAt: line.at });
    } else if ('struck' in line) {
      struck.set(line.struck.number, {
        fault: line.struck.fault,
        target: line.struck.target,
        beganAt: line.at,
        healedAt: null,
      });
    } else {
      struck.set(line.healed, { ...struck.get(line.healed)!, healedAt: line.at });
    }
  }
  return { attempts: [...attempts.values()], struck: [...struck.values()] };
};
