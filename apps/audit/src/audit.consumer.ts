import { Logger } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { eventTypes, type LoggedEvent } from '@tuntas/contracts';
import { consumerNamed, type BatchEffects } from '@tuntas/eventlog';
import { AuditLog } from './storage/audit-log.js';

const { Consumer, handles, flushes } = consumerNamed('audit');

/** Consumes every event and appends it to the audit log. */
@Consumer()
export class AuditConsumer {
  private readonly logger = new Logger('audit');

  constructor(private readonly log: AuditLog) {}

  @handles(...eventTypes)
  collect(@Payload() event: LoggedEvent, @Ctx() effects: BatchEffects<LoggedEvent>): void {
    effects.add(event);
  }

  @flushes()
  async flush(@Payload() effects: BatchEffects<LoggedEvent>): Promise<void> {
    const { broken, mended } = await this.log.append(effects.items);
    for (const { source, subject } of broken)
      this.logger.error(`Audit log: a sequence of ${source} is missing for ${subject}`);
    for (const { source, subject } of mended)
      this.logger.log(`Audit log: the sequences of ${source} for ${subject} are complete again`);
  }
}
