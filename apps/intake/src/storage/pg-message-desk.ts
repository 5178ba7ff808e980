import { Injectable } from '@nestjs/common';
import type { MessageChannel, MessageStatus } from '@tuntas/contracts';
import { Database } from '@tuntas/database';
import { BusinessTime, type Actor } from '@tuntas/kernel';
import type { Language } from '../domain/sentence.js';
import { MessageDesk, MessageRegister, type ShownMessage } from '../use-cases/message-ports.js';

/** The handover of printed messages on PostgreSQL. */
@Injectable()
export class PgMessageDesk extends MessageDesk {
  constructor(
    private readonly database: Database,
    private readonly time: BusinessTime,
    private readonly register: MessageRegister,
  ) {
    super();
  }

  async handOver(
    id: string,
    by: Actor,
    language: Language,
    rule: (message: { readonly channel: MessageChannel; readonly status: MessageStatus }) => void,
  ): Promise<ShownMessage> {
    await this.database.sql('SELECT FROM complaints.messages WHERE id = $1 FOR UPDATE', [id]);
    rule(await this.register.one(by, id, language));
    await this.database.run(
      `UPDATE complaints.messages SET status = 'handed_over', settled_at = $2, handed_over_by = $3 WHERE id = $1`,
      [id, await this.time.now(), by.ref],
    );
    return this.register.one(by, id, language);
  }
}
