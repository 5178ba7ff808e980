import { mayReach, type ActRequest, type TypedText } from '@tuntas/complaint';
import { complaintOf, storeTexts, type ComplaintRow } from '@tuntas/complaint/storage';
import type { EscalationEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { inDecision, withSequence, type StoredResponses, type Outbox } from '@tuntas/eventlog';
import {
  DomainError,
  type BusinessTime,
  type Decision,
  type IdempotentRequest,
  type HttpResponse,
} from '@tuntas/kernel';
import type { Escalation, Raisable } from '../domain/index.js';
import { EscalationDesk } from '../use-cases/ports.js';
import { escalationOf, storeEscalations, type EscalationRow } from './escalation-row.js';
import { shown, type PgEscalationRegister } from './pg-escalation-register.js';

type OverHttp = ActRequest & { readonly retry: IdempotentRequest };
type EscalationDecision = Decision<Escalation, EscalationEvent>;

/**
 * Acts of people on PostgreSQL; works like the decision store of complaints
 * (docs/consistency.md#deciding-under-a-lock).
 */
export class PgEscalationDesk extends EscalationDesk {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly responses: StoredResponses,
    private readonly register: PgEscalationRegister,
  ) {
    super();
  }

  act(
    id: string,
    request: Pick<OverHttp, 'by' | 'cause' | 'retry'>,
    rule: (escalation: Escalation, now: Date) => EscalationDecision,
  ): Promise<HttpResponse> {
    const { by, retry } = request;
    return inDecision(null, request.cause, cause =>
      this.database.transaction(async () => {
        const lastSequence = await this.lockStreamOf(id);
        return this.responses.once(retry, async () => {
          const escalation = escalationOf(await this.register.reached(by, id));
          const now = await this.time.now();
          await this.record(rule(escalation, now), { by, cause }, lastSequence, now);
          return { body: await this.register.one(by, id) };
        });
      }, by),
    );
  }

  async raise(
    complaintId: string,
    request: OverHttp,
    rule: (raisable: Raisable, now: Date) => Promise<EscalationDecision>,
  ): Promise<HttpResponse> {
    const { by, retry, texts = [], ifVersion } = request;
    await this.createStream(complaintId);
    return inDecision(complaintId, request.cause, cause =>
      this.database.transaction(async () => {
        const lastSequence = await this.lockStream(complaintId);
        return this.responses.once(retry, async () => {
          const raisable = await this.raisable(complaintId);
          if (
            !raisable ||
            !mayReach(
              by,
              raisable.complaint,
              raisable.existing.map(({ target }) => target),
            )
          )
            throw new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
          const { ticket, version } = raisable.complaint;
          if (ifVersion != null && ifVersion !== version)
            throw new DomainError('stale', 'complaint.version-changed', `version ${ifVersion} is not ${version}`);
          const now = await this.time.now();
          const decision = await rule(raisable, now);
          await this.record(decision, { by, cause }, lastSequence, now, texts);
          // The response goes to the person who raised the complaint, also if that person may not read the escalation.
          return { body: shown(decision.state, { ticket, explanation: texts[0]?.body ?? null, updatedAt: now }) };
        });
      }, by),
    );
  }

  /** Creates a missing stream row in a separate transaction; an insert while another row is locked could deadlock. */
  private async createStream(complaintId: string): Promise<void> {
    await this.database.run(
      `INSERT INTO escalation.heads (complaint_id)
       SELECT id FROM complaints.published_complaints
       WHERE id = $1 AND NOT EXISTS (SELECT FROM escalation.heads WHERE complaint_id = $1)
       ON CONFLICT DO NOTHING`,
      [complaintId],
    );
  }

  /** @returns the last event sequence of the complaint; 0 if the complaint does not exist */
  private async lockStream(complaintId: string): Promise<number> {
    const [stream] = await this.database.sql<{ sequence: number }>(
      'SELECT sequence FROM escalation.heads WHERE complaint_id = $1 FOR UPDATE',
      [complaintId],
    );
    return stream?.sequence ?? 0;
  }

  /** @returns the last event sequence of the escalation's complaint; 0 if the escalation does not exist */
  private async lockStreamOf(id: string): Promise<number> {
    const [stream] = await this.database.sql<{ sequence: number }>(
      `SELECT h.sequence FROM escalation.heads h
       JOIN escalation.escalations e USING (complaint_id)
       WHERE e.id = $1 FOR UPDATE OF h`,
      [id],
    );
    return stream?.sequence ?? 0;
  }

  /** Reads the complaint and all its escalations; call it after locking the stream. */
  private async raisable(complaintId: string): Promise<Raisable | undefined> {
    const [complaint] = await this.database.sql<ComplaintRow>(
      'SELECT * FROM complaints.published_complaints WHERE id = $1',
      [complaintId],
    );
    const existing = await this.database.sql<EscalationRow>(
      'SELECT * FROM escalation.escalations WHERE complaint_id = $1 ORDER BY raised_at, id',
      [complaintId],
    );
    return complaint && { complaint: complaintOf(complaint), existing: existing.map(escalationOf) };
  }

  /** Writes the row, the texts and the events; the lock of the stream guards the event sequence. */
  private async record(
    { state, events }: EscalationDecision,
    { by, cause }: Pick<ActRequest, 'by' | 'cause'>,
    lastSequence: number,
    now: Date,
    texts: readonly TypedText[] = [],
  ): Promise<void> {
    if (events.length === 0) return;
    const { complaintId } = state;
    await storeEscalations(this.database, [state], now);
    await storeTexts(this.database, 'escalation', state.id, texts, now);
    await this.database.run('UPDATE escalation.heads SET sequence = $2 WHERE complaint_id = $1', [
      complaintId,
      lastSequence + events.length,
    ]);
    await this.outbox.append(withSequence(lastSequence, events, { subject: complaintId, time: now, actor: by, cause }));
  }
}
