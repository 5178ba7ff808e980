import type { ActRequest } from '@tuntas/complaint';
import { storeTexts } from '@tuntas/complaint/storage';
import type { CaseEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { inDecision, numbered, type StoredResponses, type Outbox } from '@tuntas/eventlog';
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

/**
 * Decides acts of the Ombudsman's staff on PostgreSQL: lock, rule, write, commit
 * (docs/consistency.md#deciding-under-a-lock).
 */
export class PgCaseDesk extends CaseDesk {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly outbox: Outbox,
    private readonly kept: StoredResponses,
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
        return this.kept.once(retry, async () => {
          const { state, knownSequence } = await this.found(id);
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
          const shown = await this.register.one(by, id);
          return { headers: { etag: `"${shown.version}"` }, body: shown };
        });
      }, by),
    );
  }

  /**
   * Before anything else is read, as whoever opens cases and adds notices does.
   * @returns the number of events told so far
   */
  private async lockStreamOf(id: string): Promise<number> {
    const [head] = await this.database.sql<{ sequence: number }>(
      'SELECT h.sequence FROM ombudsman.heads h JOIN ombudsman.cases c USING (complaint_id) WHERE c.id = $1 FOR UPDATE OF h',
      [id],
    );
    return head?.sequence ?? 0;
  }

  private async found(id: string): Promise<StoredCase> {
    const [row] = await this.database.sql<CaseRow>('SELECT * FROM ombudsman.cases WHERE id = $1', [id]);
    if (!row) throw unknownCase();
    return { state: caseOf(row), knownSequence: row.known_sequence };
  }

  /** Row, texts, and the events with the numbers that the head's lock guards. */
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
    await this.outbox.append(numbered(lastSequence, events, { subject: complaintId, time: now, actor: by, cause }));
  }
}
