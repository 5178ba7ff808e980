import type { MessageChannel } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { inDecision, numbered, type StoredResponses, type Outbox, type LoopNotifier } from '@tuntas/eventlog';
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
import { changeable, changeableColumns, complaintOf, fixed, fixedColumns, type ComplaintRow } from './complaint-row.js';
import { storeTextsAndMessages } from './store-texts-and-messages.js';

const insertComplaint = (() => {
  const columns = [...fixedColumns, ...changeableColumns, 'sequence', 'decided_at', 'language', 'told_by'];
  return `INSERT INTO complaints.complaints (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
})();
const updateComplaint = `UPDATE complaints.complaints SET ${[...changeableColumns, 'sequence', 'decided_at']
  .map((column, i) => `${column} = $${i + 2}`)
  .join(', ')} WHERE id = $1`;

/** The decision store on PostgreSQL; the order of its steps matters (docs/consistency.md#deciding-under-a-lock). */
export class PgComplaintStore extends ComplaintStore {
  private readonly guard: BusinessTimeGuard;

  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly kept: StoredResponses,
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
    await this.guard.passed();
    return inDecision(id, request.cause, cause =>
      this.database.transaction(async () => {
        const row = await this.lock(id);
        return this.kept.once(request.retry, async () => {
          const complaint = row && complaintOf(row);
          if (!complaint || !(await reaches(request, complaint))) throw unknown();
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
    await this.guard.passed();
    return inDecision(null, request.cause, cause =>
      this.database.transaction(
        () =>
          this.kept.once(request.retry, async () => {
            // A new complaint has no lock to wait for: number and time may come together.
            const [fresh] = await this.database.sql<{ number: number; now: Date }>(
              `SELECT nextval('complaints.ticket_numbers') AS number, clock.advance() AS now`,
            );
            const { number, now } = fresh!;
            const { state, events } = rule(number, now);
            await this.database.run(insertComplaint, [
              ...fixed(state),
              ...changeable(state),
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

  /** Shared, not locked: sla reconciles the same complaint at the same moment, and a decision waits for either. */
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

  /** How far it has climbed is read too, for refusals, which say what is allowed instead. */
  private async lock(id: string): Promise<ComplaintRow | undefined> {
    const [row] = await this.database.sql<ComplaintRow>(
      `SELECT c.*, (SELECT coalesce(max(e.level), 0) FROM escalation.published_escalations e WHERE e.complaint_id = c.id AND e.cycle = c.cycle) AS escalation_level
       FROM complaints.complaints c WHERE c.id = $1 FOR UPDATE OF c`,
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
      ...changeable(ruling.state),
      row.sequence + ruling.events.length,
      now,
    ]);
    await this.record(ruling.state, request, ruling, row.sequence, now);
    return ruling.state;
  }

  /** The time is read after the lock, in a statement of its own: before, it would be the instant before the wait. */
  private async timeOf(row: ComplaintRow): Promise<Date> {
    const time = await this.time.now();
    return time > row.decided_at ? time : row.decided_at;
  }

  /** Texts apart, what the citizen must be told of it, and the events with the numbers that the row's lock guards. */
  private async record(
    state: Complaint,
    { texts = [], by, cause }: ActRequest,
    { events }: Ruling,
    sequence: number,
    now: Date,
  ): Promise<void> {
    await this.store(state.id, texts, messagesOf(state, events), now);
    await this.outbox.append(numbered(sequence, events, { subject: state.id, time: now, actor: by, cause }));
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

/** Doors are opened by who is responsible; what else opens one, its request says. */
const reaches = async (
  { by, reaches: also, reachesAlone = false }: ActRequest,
  complaint: Complaint,
): Promise<boolean> => (!reachesAlone && mayReach(by, complaint, [])) || (also !== undefined && also(complaint));

const unknown = (): DomainError =>
  new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
