import type { MessageChannel } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { inDecision, withSequence, type StoredResponses, type Outbox, type LoopNotifier } from '@tuntas/eventlog';
import {
  DomainError,
  type Actor,
  type BusinessTime,
  type Ids,
  type HttpResult,
  type IdempotentRequest,
  type HttpResponse,
} from '@tuntas/kernel';
import {
  ComplaintStore,
  mayReach,
  messagesOf,
  type ActRequest,
  type Complaint,
  type DueMessage,
  type NotificationRoute,
  type Ruling,
  type TypedText,
} from '../index.js';
import { BusinessTimeGuard } from './business-time-guard.js';
import {
  changeableValues,
  changeableColumns,
  complaintOf,
  fixedValues,
  fixedColumns,
  type ComplaintRow,
} from './complaint-row.js';
import { storeTextsAndMessages } from './store-texts-and-messages.js';

const insertComplaint = (() => {
  const columns = [...fixedColumns, ...changeableColumns, 'sequence', 'decided_at', 'language', 'told_by'];
  const placeholders = columns.map((_, i) => `$${i + 1}`);
  return `INSERT INTO complaints.complaints (${columns.join(', ')}) VALUES (${placeholders.join(', ')})`;
})();
const updateComplaint = `UPDATE complaints.complaints SET ${[...changeableColumns, 'sequence', 'decided_at']
  .map((column, i) => `${column} = $${i + 2}`)
  .join(', ')} WHERE id = $1`;

/** The complaint store on PostgreSQL; implements docs/consistency.md#deciding-under-a-lock. */
export class PgComplaintStore extends ComplaintStore {
  private readonly guard: BusinessTimeGuard;

  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly storedResponses: StoredResponses,
    private readonly ids: Ids,
    private readonly notifier: LoopNotifier,
  ) {
    super();
    this.guard = new BusinessTimeGuard(database);
  }

  async act(
    id: string,
    request: ActRequest & { retry: IdempotentRequest },
    rule: (complaint: Complaint, now: Date) => Ruling,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse> {
    await this.guard.ensureNotBehind();
    return inDecision(id, request.cause, cause =>
      this.database.transaction(async () => {
        const row = await this.lock(id);
        return this.storedResponses.once(request.retry, async () => {
          const complaint = row && complaintOf(row);
          if (!complaint || !(await isReachable(request, complaint))) throw unknownComplaint();
          if (request.ifVersion != null && request.ifVersion !== complaint.version)
            throw new DomainError(
              'stale',
              'complaint.version-changed',
              `version ${request.ifVersion} is not ${complaint.version}`,
            );
          return reply(await this.apply(row, complaint, { ...request, cause }, rule));
        });
      }, request.by),
    );
  }

  async decide(id: string, request: ActRequest, rule: (complaint: Complaint, now: Date) => Ruling): Promise<void> {
    await inDecision(id, request.cause, cause =>
      this.database.transaction(async () => {
        const row = await this.lock(id);
        if (row) await this.apply(row, complaintOf(row), { ...request, cause }, rule);
      }, request.by),
    );
  }

  async lodge(
    request: ActRequest & { retry: IdempotentRequest; notification: NotificationRoute },
    rule: (ticketNumber: number, now: Date) => Ruling,
    alongside: (complaint: Complaint) => Promise<void>,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse> {
    await this.guard.ensureNotBehind();
    return inDecision(null, request.cause, cause =>
      this.database.transaction(
        () =>
          this.storedResponses.once(request.retry, async () => {
            // A new complaint has no row lock to wait for, so one statement may read both number and time.
            const [row] = await this.database.sql<{ number: number; now: Date }>(
              `SELECT nextval('complaints.ticket_numbers') AS number, clock.advance() AS now`,
            );
            const { number, now } = row!;
            const { state, events } = rule(number, now);
            await this.database.run(insertComplaint, [
              ...fixedValues(state),
              ...changeableValues(state),
              events.length,
              now,
              request.notification.language,
              request.notification.channel,
            ]);
            await this.record(state, { ...request, cause }, { state, events }, 0, now);
            await alongside(state);
            return reply(state);
          }),
        request.by,
      ),
    );
  }

  async changeMessageChannel(id: string, channel: MessageChannel): Promise<void> {
    await this.database.run('UPDATE complaints.complaints SET told_by = $2 WHERE id = $1', [id, channel]);
  }

  /** Takes a shared lock: the sla service reconciles the same complaint concurrently, and a decision waits for both. */
  async notify(id: string, by: Actor, rule: (complaint: Complaint) => DueMessage | null): Promise<void> {
    await this.database.transaction(async () => {
      const [row] = await this.database.sql<ComplaintRow>(
        'SELECT * FROM complaints.complaints WHERE id = $1 FOR SHARE',
        [id],
      );
      const message = row && rule(complaintOf(row));
      if (message) await this.store(id, [], [message], await this.timeOf(row));
    }, by);
  }

  /** Also reads the escalation level: a refusal lists the allowed actions, which depend on it. */
  private async lock(id: string): Promise<ComplaintRow | undefined> {
    const [row] = await this.database.sql<ComplaintRow>(
      `SELECT c.*, (SELECT coalesce(max(e.level), 0)
                    FROM escalation.published_escalations e
                    WHERE e.complaint_id = c.id AND e.cycle = c.cycle) AS escalation_level
       FROM complaints.complaints c
       WHERE c.id = $1
       FOR UPDATE OF c`,
      [id],
    );
    return row;
  }

  private async apply(
    row: ComplaintRow,
    complaint: Complaint,
    request: ActRequest,
    rule: (complaint: Complaint, now: Date) => Ruling,
  ): Promise<Complaint> {
    const now = await this.timeOf(row);
    const ruling = rule(complaint, now);
    if (ruling.events.length === 0) return complaint;
    await this.database.run(updateComplaint, [
      complaint.id,
      ...changeableValues(ruling.state),
      row.sequence + ruling.events.length,
      now,
    ]);
    await this.record(ruling.state, request, ruling, row.sequence, now);
    return ruling.state;
  }

  /** Reads the time in a separate statement after the lock; the locking statement would read it before the wait. */
  private async timeOf(row: ComplaintRow): Promise<Date> {
    const time = await this.time.now();
    return time > row.decided_at ? time : row.decided_at;
  }

  /** Stores texts and messages, and appends the events. The row lock guards their sequence numbers. */
  private async record(
    state: Complaint,
    { texts = [], by, cause }: ActRequest,
    { events }: Ruling,
    sequence: number,
    now: Date,
  ): Promise<void> {
    await this.store(state.id, texts, messagesOf(state, events), now);
    await this.outbox.append(withSequence(sequence, events, { subject: state.id, time: now, actor: by, cause }));
  }

  private async store(
    id: string,
    texts: readonly TypedText[],
    messages: readonly DueMessage[],
    now: Date,
  ): Promise<void> {
    await storeTextsAndMessages(this.database, this.ids, id, texts, messages, now);
    if (messages.length > 0) this.database.afterCommit(() => this.notifier.notify('messages'));
  }
}

/** Whether the actor may reach the complaint by role, or by the additional check of the request. */
const isReachable = async (
  { by, alsoReachableIf: alsoReaches, ignoresRoleReach: reachesAlone = false }: ActRequest,
  complaint: Complaint,
): Promise<boolean> =>
  (!reachesAlone && mayReach(by, complaint, [])) || (alsoReaches !== undefined && alsoReaches(complaint));

const unknownComplaint = (): DomainError =>
  new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
