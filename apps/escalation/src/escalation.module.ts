import { Module } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { Healer, KeptAnswers, Outbox } from '@tuntas/eventlog';
import { Clock } from '@tuntas/kernel';
import { Tenant } from '@tuntas/reference';
import { Config, describeError, foundation, listening, Log } from '@tuntas/service';
import { EscalationConsumer } from './escalation.consumer.js';
import { EscalationsController } from './http/escalations.controller.js';
import { PgEscalationBook } from './storage/pg-escalation-book.js';
import { PgEscalationDesk } from './storage/pg-escalation-desk.js';
import { PgEscalationRegister } from './storage/pg-escalation-register.js';
import { PgLadders } from './storage/pg-ladders.js';
import { PgLeaders } from './storage/pg-leaders.js';
import { AcknowledgeEscalation } from './use-cases/acknowledge-escalation.js';
import { HealEscalations } from './use-cases/heal-escalations.js';
import { EscalationBook, EscalationDesk, EscalationRegister, Ladders, Leaders } from './use-cases/ports.js';
import { ReconcileEscalations } from './use-cases/reconcile-escalations.js';

/** The ladder: from the office's head through the city to the Ombudsman. */
@Module({
  controllers: [EscalationsController, EscalationConsumer],
  providers: [
    ...foundation('escalation', { poolSize: 6 }),
    listening('escalation', 'reconciling'),
    ReconcileEscalations, HealEscalations, AcknowledgeEscalation,
    { provide: EscalationBook, inject: [Database, Outbox], useFactory: (database: Database, outbox: Outbox) => new PgEscalationBook(database, outbox) },
    { provide: PgEscalationRegister, inject: [Database], useFactory: (database: Database) => new PgEscalationRegister(database) },
    { provide: EscalationRegister, useExisting: PgEscalationRegister },
    { provide: EscalationDesk, inject: [Database, Clock, Outbox, KeptAnswers, PgEscalationRegister],
      useFactory: (database: Database, clock: Clock, outbox: Outbox, kept: KeptAnswers, register: PgEscalationRegister) =>
        new PgEscalationDesk(database, clock, outbox, kept, register) },
    { provide: Ladders, inject: [Database, Tenant, Config],
      useFactory: (database: Database, tenant: Tenant, config: Config) => new PgLadders(database, tenant, config.seedFolder) },
    { provide: Leaders, inject: [Database], useFactory: (database: Database) => new PgLeaders(database) },
    { provide: Healer, inject: [EscalationBook, HealEscalations, Log],
      useFactory: (book: EscalationBook, healing: HealEscalations, log: Log) => new Healer({
        behind: (after, limit) => book.behind(after, limit), heal: id => healing.execute(id),
        failed: error => log.warn(describeError(error), 'healing of escalations will try again'),
      }) },
  ],
})
export class EscalationModule {}
