import type { Cause, DomainEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import {
  DomainError,
  type Actor,
  type BusinessTime,
  type Decision,
  type HttpResponse,
  type HttpResult,
  type IdempotentRequest,
} from '@tuntas/kernel';
import { withSequence, type Outbox } from './outbox.js';
import type { StoredResponses } from './stored-responses.js';
import type { StreamRow } from './streams.js';
import { inDecision } from './tracing.js';

/** Who decides, and why. */
interface DecisionRequest {
  readonly by: Actor;
  readonly cause: Cause;
}
interface ActRequest extends DecisionRequest {
  readonly retry: IdempotentRequest;
  /** The version that `If-Match` names; null: any. */
  readonly ifVersion?: number | null;
}

/** The row that a decision locks. */
export interface LockedStream extends StreamRow {
  /** The time of the previous decision, if the row stores it. */
  readonly decidedAt?: Date;
}

/** The steps in which decisions differ, in the order in which they run. */
interface DecisionSteps<Stream extends LockedStream, State, Result extends Decision<unknown, DomainEvent>> {
  /** The complaint, for the trace; null if the request names it only indirectly. */
  readonly complaintId: string | null;
  /** Locks the row of the stream; undefined if there is none. */
  lock(): Promise<Stream | undefined>;
  /** Reads the state under the lock. @throws DomainError not-found if the actor does not reach it */
  find(stream: Stream): Promise<State>;
  /** Applies the pure rule. @throws the errors of the rule */
  rule(state: State, now: Date): Result | Promise<Result>;
  /** Writes rows, texts and the sequence of the stream. The events follow. Not called for a result without events. */
  write(result: Result, stream: Stream, now: Date): Promise<void>;
}
interface ActSteps<
  Stream extends LockedStream,
  State,
  Result extends Decision<unknown, DomainEvent>,
> extends DecisionSteps<Stream, State, Result> {
  /** The refusal if there is no stream. */
  unknown(): DomainError;
  /** What `If-Match` is compared with, and the code of the refusal. */
  version?(state: State): { readonly current: number; readonly staleCode: string };
  /** Builds the response. */
  reply(result: Result, now: Date): Promise<HttpResult>;
}

/**
 * Decides in one transaction under the lock of a stream. The order of the steps keeps the guarantees of
 * docs/consistency.md#deciding-under-a-lock.
 */
export class Decisions {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly responses: StoredResponses,
  ) {}

  /**
   * Decides an act over HTTP, once per idempotency key.
   * @throws DomainError stale if `If-Match` names another version, and the errors of the steps
   */
  decideOnce<Stream extends LockedStream, State, Result extends Decision<unknown, DomainEvent>>(
    request: ActRequest,
    steps: ActSteps<Stream, State, Result>,
  ): Promise<HttpResponse> {
    return this.inTransaction(request, steps, (stream, cause) =>
      this.responses.once(request.retry, async () => {
        if (!stream) throw steps.unknown();
        const state = await steps.find(stream);
        requireVersion(request.ifVersion, steps.version?.(state));
        const { result, now } = await this.apply(stream, state, { by: request.by, cause }, steps);
        return steps.reply(result, now);
      }),
    );
  }

  /** Decides for a rule or a timer, which send no key and no version. Does nothing if there is no stream. */
  decide<Stream extends LockedStream, State, Result extends Decision<unknown, DomainEvent>>(
    request: DecisionRequest,
    steps: DecisionSteps<Stream, State, Result>,
  ): Promise<void> {
    return this.inTransaction(request, steps, async (stream, cause) => {
      if (stream) await this.apply(stream, await steps.find(stream), { by: request.by, cause }, steps);
    });
  }

  /**
   * Reads the time in a separate statement after the lock; the locking statement would read it before the wait.
   * @returns a time that is not before the previous decision
   */
  async timeAfterLock(stream: Pick<LockedStream, 'decidedAt'>): Promise<Date> {
    const time = await this.time.now();
    return stream.decidedAt !== undefined && stream.decidedAt > time ? stream.decidedAt : time;
  }

  private inTransaction<Stream extends LockedStream, T>(
    { by, cause }: DecisionRequest,
    { complaintId, lock }: { readonly complaintId: string | null; lock(): Promise<Stream | undefined> },
    work: (stream: Stream | undefined, cause: Cause) => Promise<T>,
  ): Promise<T> {
    return inDecision(complaintId, cause, traced =>
      this.database.transaction(async () => work(await lock(), traced), by),
    );
  }

  private async apply<Stream extends LockedStream, State, Result extends Decision<unknown, DomainEvent>>(
    stream: Stream,
    state: State,
    { by, cause }: DecisionRequest,
    { rule, write }: DecisionSteps<Stream, State, Result>,
  ): Promise<{ readonly result: Result; readonly now: Date }> {
    const now = await this.timeAfterLock(stream);
    const result = await rule(state, now);
    if (result.events.length > 0) {
      await write(result, stream, now);
      await this.outbox.append(
        withSequence(stream.sequence, result.events, { subject: stream.complaintId, time: now, actor: by, cause }),
      );
    }
    return { result, now };
  }
}

const requireVersion = (
  expected: number | null | undefined,
  actual: { readonly current: number; readonly staleCode: string } | undefined,
): void => {
  if (expected == null || actual === undefined || expected === actual.current) return;
  throw new DomainError('stale', actual.staleCode, `version ${expected} is not ${actual.current}`);
};
