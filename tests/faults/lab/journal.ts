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

/** What clients and nemesis did, as JSON lines. What was promised to be on disk is there, whatever happens next. */
export class Journal {
  private waiting: { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] =
    [];
  private writing: Promise<void> | null = null;

  private constructor(
    readonly path: string,
    private readonly file: number,
    private readonly origin: number,
  ) {}

  /** The run begins now. */
  static open(path: string): Journal {
    return new Journal(path, openSync(path, 'wx', 0o600), performance.now());
  }

  /** Milliseconds since the run began. */
  now(): number {
    return Math.round((performance.now() - this.origin) * 1000) / 1000;
  }

  /** On disk when this is fulfilled; only then may the call be made. */
  began(call: Call): Promise<void> {
    return this.append({ at: this.now(), began: call });
  }

  /** The last ending of a key counts: a retry may learn what the call before it did not. */
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

  /** Clients that come while the disk is busy share the next flush. */
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
    this.writing = null; // in the same breath as the last look: whoever comes from now on writes himself
  }
}

export interface History {
  readonly attempts: readonly Attempt[];
  readonly struck: readonly Struck[];
}

/**
 * Reads a journal back, in the order of beginnings. An attempt without an end is unknown; a last line that was torn
 * never happened.
 */
export const readJournal = (path: string): History => {
  const attempts = new Map<string, Attempt>();
  const struck = new Map<number, Struck>();
  for (const text of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
    const line = JSON.parse(text) as Line;
    if ('began' in line) {
      if (attempts.has(line.began.key)) continue; // begun again under its key: the same attempt
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
      if (!attempt) throw new Error(`${line.ended} ended and never began.`);
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
