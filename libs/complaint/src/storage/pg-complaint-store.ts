import { Injectable } from '@nestjs/common';
import type { MessageChannel } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import {
  Decisions,
  inDecision,
  withSequence,
  Outbox,
  StoredResponses,
  LoopNotifier,
  type LockedStream,
} from '@tuntas/eventlog';
import {
  DomainError,
  BusinessTime,
  Ids,
  type Actor,
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
import { complaintOf, complaints, decidedComplaints, recordOf, type ComplaintRow } from './complaint-table.js';
import { storeTextsAndMessages } from './store-texts-and-messages.js';

const insertComplaint = complaints.insert;
const updateComplaint = decidedComplaints.update;

/** A complaint's own row is its stream. */
const stream = complaints.only('id', 'sequence', 'decidedAt');
interface LockedComplaint extends LockedStream {
  readonly complaint: Complaint;
}
const lockedComplaint = (row: ComplaintRow): LockedComplaint => {
  const { id, sequence, decidedAt } = stream.fromRow(row);
  return { complaintId: id, sequence, decidedAt, complaint: complaintOf(row) };
};

/** The complaint store on PostgreSQL; implements docs/consistency.md#deciding-under-a-lock. */
@Injectable()
export class PgComplaintStore extends ComplaintStore {
  private readonly guard: BusinessTimeGuard;
  private readonly decisions: Decisions;

  constructor(
    private readonly database: Database,
    time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly storedResponses: StoredResponses,
    private readonly ids: Ids,
    private readonly notifier: LoopNotifier,
  ) {
    super();
    this.guard = new BusinessTimeGuard(database);
    this.decisions = new Decisions(database, time, outbox, storedResponses);
  }

  async act(
    id: string,
    request: ActRequest & { retry: IdempotentRequest },
    rule: (complaint: Complaint, now: Date) => Ruling,
    reply: (complaint: Complaint) => Promise<HttpResult>,
  ): Promise<HttpResponse> {
    await this.guard.ensureNotBehind();
    return this.decisions.decideOnce(request, {
      ...this.steps(id, request, rule),
      find: async ({ complaint }) => {
        if (!(await isReachable(request, complaint))) throw unknownComplaint();
        return complaint;
      },
      unknown: unknownComplaint,
      version: ({ version }) => ({ current: version, staleCode: 'complaint.version-changed' }),
      reply: ({ state }) => reply(state),
    });
  }

  decide(id: string, request: ActRequest, rule: (complaint: Complaint, now: Date) => Ruling): Promise<void> {
    return this.decisions.decide(request, this.steps(id, request, rule));
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
            const { language, channel: toldBy } = request.notification;
            await this.database.run(
              insertComplaint,
              complaints.values({ ...recordOf(state, { sequence: events.length, decidedAt: now }), language, toldBy }),
            );
            await this.store(state.id, request.texts, messagesOf(state, events), now);
            await this.outbox.append(
              withSequence(0, events, { subject: state.id, time: now, actor: request.by, cause }),
            );
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
      const locked = row && lockedComplaint(row);
      const message = locked && rule(locked.complaint);
      if (message) await this.store(id, [], [message], await this.decisions.timeAfterLock(locked));
    }, by);
  }

  private steps(id: string, { texts }: ActRequest, rule: (complaint: Complaint, now: Date) => Ruling) {
    return {
      complaintId: id,
      lock: () => this.lock(id),
      find: async ({ complaint }: LockedComplaint) => complaint,
      rule,
      write: async ({ state, events }: Ruling, { sequence }: LockedComplaint, now: Date) => {
        const record = recordOf(state, { sequence: sequence + events.length, decidedAt: now });
        await this.database.run(updateComplaint, decidedComplaints.changes(record));
        await this.store(id, texts, messagesOf(state, events), now);
      },
    };
  }

  /** Also reads the escalation level: a refusal lists the allowed actions, which depend on it. */
  private async lock(id: string): Promise<LockedComplaint | undefined> {
    const [row] = await this.database.sql<ComplaintRow>(
      `SELECT c.*, (SELECT coalesce(max(e.level), 0)
                    FROM escalation.published_escalations e
                    WHERE e.complaint_id = c.id AND e.cycle = c.cycle) AS escalation_level
       FROM complaints.complaints c
       WHERE c.id = $1
       FOR UPDATE OF c`,
      [id],
    );
    return row && lockedComplaint(row);
  }

  private async store(
    id: string,
    texts: readonly TypedText[] | undefined,
    messages: readonly DueMessage[],
    now: Date,
  ): Promise<void> {
    await storeTextsAndMessages(this.database, this.ids, id, texts ?? [], messages, now);
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
