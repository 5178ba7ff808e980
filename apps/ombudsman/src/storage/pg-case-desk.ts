import type { ActRequest } from '@tuntas/complaint';
import { storeTexts } from '@tuntas/complaint/storage';
import type { CaseEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { inDecision, withSequence, type StoredResponses, type Outbox } from '@tuntas/eventlog';
import {
  DomainError,
  type BusinessTime,
  type Decision,
  type IdempotentRequest,
  type HttpResponse,
} from '@tuntas/kernel';
import type { OmbudsmanCase } from '../domain/index.js';
import { CaseDesk, type CaseRegister, type StoredCase } from '../use-cases/ports.js';
import { caseOf, storeCases, type CaseRow } from './case-row.js';
import { unknownCase } from './pg-case-register.js';

type CaseDecision = Decision<OmbudsmanCase, CaseEvent>;

/** PostgreSQL implementation of `CaseDesk`. It follows the transaction steps of `ComplaintStore`. */
export class PgCaseDesk extends CaseDesk {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly responses: StoredResponses,
    private readonly register: CaseRegister,
  ) {
    super();
  }

  act(
    id: string,
    request: ActRequest & { readonly retry: IdempotentRequest },
    rule: (state: OmbudsmanCase, now: Date) => CaseDecision,
  ): Promise<HttpResponse> {
    const { by, retry, ifVersion } = request;
    return inDecision(null, request.cause, cause =>
      this.database.transaction(async () => {
        const lastSequence = await this.lockStreamOf(id);
        return this.responses.once(retry, async () => {
          const { state, knownSequence } = await this.find(id);
          if (ifVersion != null && ifVersion !== state.version)
            throw new DomainError('stale', 'case.version-changed', `version ${ifVersion} is not ${state.version}`);
          const now = await this.time.now();
          const decision = rule(state, now);
          await this.record(
            { state: decision.state, knownSequence },
            decision.events,
            { ...request, cause },
            lastSequence,
            now,
          );
          const body = await this.register.one(by, id);
          return { headers: { etag: `"${body.version}"` }, body };
        });
      }, by),
    );
  }

  /**
   * Locks the stream row of the complaint. It must precede all other reads, as in `ReconcileCases`.
   * @returns sequence of the last published event; 0 for an unknown case
   */
  private async lockStreamOf(id: string): Promise<number> {
    const [stream] = await this.database.sql<{ sequence: number }>(
      `SELECT h.sequence FROM ombudsman.heads h JOIN ombudsman.cases c USING (complaint_id)
       WHERE c.id = $1 FOR UPDATE OF h`,
      [id],
    );
    return stream?.sequence ?? 0;
  }

  private async find(id: string): Promise<StoredCase> {
    const [row] = await this.database.sql<CaseRow>('SELECT * FROM ombudsman.cases WHERE id = $1', [id]);
    if (!row) throw unknownCase();
    return { state: caseOf(row), knownSequence: row.known_sequence };
  }

  /** Writes the case, its texts and its events. The lock on the stream row guards the event sequence. */
  private async record(
    stored: StoredCase,
    events: readonly CaseEvent[],
    { by, cause, texts = [] }: ActRequest,
    lastSequence: number,
    now: Date,
  ): Promise<void> {
    const { id, complaintId } = stored.state;
    await storeCases(this.database, [stored], now);
    await storeTexts(this.database, 'ombudsman', id, texts, now);
    await this.database.run('UPDATE ombudsman.heads SET sequence = $2 WHERE complaint_id = $1', [
      complaintId,
      lastSequence + events.length,
    ]);
    await this.outbox.append(withSequence(lastSequence, events, { subject: complaintId, time: now, actor: by, cause }));
  }
}
