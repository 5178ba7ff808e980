import type { ActRequest, Sent } from '@tuntas/complaint';
import type { EscalationEvent } from '@tuntas/contracts';
import type { Database } from '@tuntas/database';
import { numbered, type KeptAnswers, type Outbox } from '@tuntas/eventlog';
import type { Clock, Decision, KeptAnswer, Retriable } from '@tuntas/kernel';
import type { Escalation } from '../domain/index.js';
import { EscalationDesk } from '../use-cases/ports.js';
import { escalationOf, storeEscalations } from './escalation-row.js';
import type { PgEscalationRegister } from './pg-escalation-register.js';

/** Acts of people on PostgreSQL, in the manner of the decision store of complaints (backbone.md section 1). */
export class PgEscalationDesk extends EscalationDesk {
  constructor(
    private readonly database: Database, private readonly clock: Clock, private readonly outbox: Outbox,
    private readonly kept: KeptAnswers, private readonly register: PgEscalationRegister) { super(); }

  act(
    id: string, { by, cause, retry }: Pick<ActRequest, 'by' | 'cause'> & { readonly retry: Retriable },
    rule: (escalation: Escalation, now: Date) => Decision<Escalation, EscalationEvent>): Promise<Sent> {
    return this.database.transaction(async () => {
      const sequence = await this.lockHead(id);
      const before = await this.kept.claim(retry);
      if (before) return { ...before, replayed: true };
      const escalation = escalationOf(await this.register.reached(by, id));
      const now = await this.clock.now();
      const { state, events } = rule(escalation, now);
      if (events.length > 0) {
        const { complaintId } = state;
        await storeEscalations(this.database, [state]);
        await this.database.execute('UPDATE escalation.heads SET sequence = $2 WHERE complaint_id = $1', [complaintId, sequence + events.length]);
        await this.outbox.append(numbered(sequence, events, { subject: complaintId, time: now, actor: by, cause }));
      }
      const answer: KeptAnswer = { status: 200, headers: {}, body: JSON.stringify(await this.register.one(by, id)) };
      await this.kept.keep(retry, answer);
      return { ...answer, replayed: false };
    }, by);
  }

  /** @returns the number of events told so far; 0 where the escalation does not exist */
  private async lockHead(id: string): Promise<number> {
    const [head] = await this.database.sql<{ sequence: number }>(
      'SELECT h.sequence FROM escalation.heads h JOIN escalation.escalations e USING (complaint_id) WHERE e.id = $1 FOR UPDATE OF h', [id]);
    return head?.sequence ?? 0;
  }
}
