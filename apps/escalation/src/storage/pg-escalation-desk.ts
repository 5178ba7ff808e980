import { Injectable } from '@nestjs/common';
import { mayReach, type ActRequest, type TypedText } from '@tuntas/complaint';
import { publishedComplaintOf, storeTexts } from '@tuntas/complaint/storage';
import type { EscalationEvent } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import { Decisions, Streams, Outbox, StoredResponses, type StreamRow } from '@tuntas/eventlog';
import { DomainError, BusinessTime, type Decision, type IdempotentRequest, type HttpResponse } from '@tuntas/kernel';
import type { Escalation, Raisable } from '../domain/index.js';
import { EscalationDesk } from '../use-cases/ports.js';
import {
  escalationHeads,
  escalationOf,
  escalations,
  escalationsOfComplaints,
  storeEscalations,
  type EscalationHead,
} from './escalation-table.js';
import { shown, unknownEscalation, PgEscalationRegister } from './pg-escalation-register.js';

type OverHttp = ActRequest & { readonly retry: IdempotentRequest };
type EscalationDecision = Decision<Escalation, EscalationEvent>;

/** Acts of people on PostgreSQL (docs/consistency.md#deciding-under-a-lock). */
@Injectable()
export class PgEscalationDesk extends EscalationDesk {
  private readonly decisions: Decisions;
  private readonly streams: Streams<EscalationHead>;

  constructor(
    private readonly database: Database,
    time: BusinessTime,
    outbox: Outbox,
    responses: StoredResponses,
    private readonly register: PgEscalationRegister,
  ) {
    super();
    this.decisions = new Decisions(database, time, outbox, responses);
    this.streams = new Streams(database, escalationHeads);
  }

  act(
    id: string,
    request: Pick<OverHttp, 'by' | 'cause' | 'retry'>,
    rule: (escalation: Escalation, now: Date) => EscalationDecision,
  ): Promise<HttpResponse> {
    const { by } = request;
    return this.decisions.decideOnce(request, {
      complaintId: null,
      lock: () => this.streams.lockOwnerOf(escalations, id),
      unknown: unknownEscalation,
      find: async () => escalationOf(await this.register.reached(by, id)),
      rule,
      write: (decision, stream, now) => this.write(decision, stream, now),
      reply: async () => ({ body: await this.register.one(by, id) }),
    });
  }

  async raise(
    complaintId: string,
    request: OverHttp,
    rule: (raisable: Raisable, now: Date) => Promise<EscalationDecision>,
  ): Promise<HttpResponse> {
    const { by, texts = [] } = request;
    await this.createStream(complaintId);
    return this.decisions.decideOnce(request, {
      complaintId,
      lock: async () => (await this.streams.lock([complaintId]))[0],
      unknown: unknownComplaint,
      find: async () => {
        const raisable = await this.raisable(complaintId);
        const targets = raisable?.existing.map(({ target }) => target) ?? [];
        if (!raisable || !mayReach(by, raisable.complaint, targets)) throw unknownComplaint();
        return raisable;
      },
      version: ({ complaint }) => ({ current: complaint.version, staleCode: 'complaint.version-changed' }),
      rule: async (raisable, now) => ({ ...(await rule(raisable, now)), ticket: raisable.complaint.ticket }),
      write: (decision, stream, now) => this.write(decision, stream, now, texts),
      // The response goes to the person who raised the complaint, also if that person may not read the escalation.
      reply: async ({ state, ticket }, now) => ({
        body: shown(state, { ticket, explanation: texts[0]?.body ?? null, updatedAt: now }),
      }),
    });
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

  /** Reads the complaint and all its escalations; call it after locking the stream. */
  private async raisable(complaintId: string): Promise<Raisable | undefined> {
    const [complaint] = await this.database.sql('SELECT * FROM complaints.published_complaints WHERE id = $1', [
      complaintId,
    ]);
    const existing = await this.database.sql(escalationsOfComplaints, [[complaintId]]);
    return complaint && { complaint: publishedComplaintOf(complaint), existing: existing.map(escalationOf) };
  }

  private async write(
    { state, events }: EscalationDecision,
    stream: StreamRow,
    now: Date,
    texts: readonly TypedText[] = [],
  ): Promise<void> {
    await storeEscalations(this.database, [state], now);
    await storeTexts(this.database, 'escalation', state.id, texts, now);
    await this.streams.advanceOne(stream, events);
  }
}

const unknownComplaint = (): DomainError =>
  new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
