import type { ActRequest, MessageChannel } from '@tuntas/complaint';
import type { Database } from '@tuntas/database';
import type { KeptAnswers } from '@tuntas/eventlog';
import type { Clock, Retriable, Sent } from '@tuntas/kernel';
import type { MessageStatus } from '../domain/handover.js';
import type { Language } from '../domain/sentence.js';
import { MessageDesk, type MessageRegister } from '../use-cases/message-ports.js';

/** Handing over on PostgreSQL, in the manner of the decision store of complaints (backbone.md section 1). */
export class PgMessageDesk extends MessageDesk {
  constructor(
    private readonly database: Database, private readonly clock: Clock, private readonly kept: KeptAnswers, private readonly register: MessageRegister) { super(); }

  handOver(
    id: string, { by, retry, language }: Pick<ActRequest, 'by'> & { readonly retry: Retriable; readonly language: Language },
    rule: (message: { readonly channel: MessageChannel; readonly status: MessageStatus }) => void): Promise<Sent> {
    return this.database.transaction(async () => {
      await this.database.sql('SELECT FROM complaints.messages WHERE id = $1 FOR UPDATE', [id]);
      return this.kept.once(retry, async () => {
        rule(await this.register.one(by, id, language));
        await this.database.execute(
          `UPDATE complaints.messages SET status = 'handed_over', settled_at = $2, handed_over_by = $3 WHERE id = $1`, [id, await this.clock.now(), by.ref]);
        return { body: await this.register.one(by, id, language) };
      });
    }, by);
  }
}
