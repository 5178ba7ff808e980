import { Module } from '@nestjs/common';
import { Texts } from '@tuntas/complaint';
import { SaltedTexts } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { KeptAnswers, Outbox } from '@tuntas/eventlog';
import { Clock, Ids } from '@tuntas/kernel';
import { Tenant } from '@tuntas/reference';
import { Config, foundation, healing, keepingAnswers, listening } from '@tuntas/service';
import { EscalationConsumer } from './escalation.consumer.js';
import { EscalationsController } from './http/escalations.controller.js';
import { RaisingController } from './http/raising.controller.js';
import { PgEscalationBook } from './storage/pg-escalation-book.js';
import { PgEscalationDesk } from './storage/pg-escalation-desk.js';
import { PgEscalationRegister } from './storage/pg-escalation-register.js';
import { PgLadders } from './storage/pg-ladders.js';
import { PgLeaders } from './storage/pg-leaders.js';
import { AcknowledgeEscalation } from './use-cases/acknowledge-escalation.js';
import { EscalationBook, EscalationDesk, EscalationRegister, Ladders, Leaders } from './use-cases/ports.js';
import { RaiseComplaint } from './use-cases/raise-complaint.js';
import { ReconcileEscalations } from './use-cases/reconcile-escalations.js';

/** The ladder: from the office's head through the city to the Ombudsman. */
@Module({
  controllers: [EscalationsController, RaisingController, EscalationConsumer],
  providers: [
    ...foundation('escalation', { poolSize: 6 }),
    listening('escalation', 'reconciling'),
    healing('escalation', EscalationBook, ReconcileEscalations),
    keepingAnswers('escalation'),
    ReconcileEscalations,
    AcknowledgeEscalation,
    RaiseComplaint,
    { provide: Texts, inject: [Ids], useFactory: (ids: Ids) => new SaltedTexts(ids) },
    {
      provide: EscalationBook,
      inject: [Database, Outbox],
      useFactory: (database: Database, outbox: Outbox) => new PgEscalationBook(database, outbox),
    },
    {
      provide: PgEscalationRegister,
      inject: [Database],
      useFactory: (database: Database) => new PgEscalationRegister(database),
    },
    { provide: EscalationRegister, useExisting: PgEscalationRegister },
    {
      provide: EscalationDesk,
      inject: [Database, Clock, Outbox, KeptAnswers, PgEscalationRegister],
      useFactory: (
        database: Database,
        clock: Clock,
        outbox: Outbox,
        kept: KeptAnswers,
        register: PgEscalationRegister,
      ) => new PgEscalationDesk(database, clock, outbox, kept, register),
    },
    {
      provide: Ladders,
      inject: [Database, Tenant, Config],
      useFactory: (database: Database, tenant: Tenant, config: Config) =>
        new PgLadders(database, tenant, config.seedFolder),
    },
    { provide: Leaders, inject: [Database], useFactory: (database: Database) => new PgLeaders(database) },
  ],
})
export class EscalationModule {}
