import { Module } from '@nestjs/common';
import { Texts } from '@tuntas/complaint';
import { SaltedTexts } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { Config, coreProviders, catchUpProvider, idempotencyProvider, consumerProvider } from '@tuntas/platform';
import { Tenant } from '@tuntas/reference';
import { EscalationConsumer } from './escalation.consumer.js';
import { EscalationsController } from './http/escalations.controller.js';
import { RaisingController } from './http/raising.controller.js';
import { PgEscalationBook } from './storage/pg-escalation-book.js';
import { PgEscalationDesk } from './storage/pg-escalation-desk.js';
import { PgEscalationRegister } from './storage/pg-escalation-register.js';
import { ladderEntity, PgLadders } from './storage/pg-ladders.js';
import { PgLeaders } from './storage/pg-leaders.js';
import { AcknowledgeEscalation } from './use-cases/acknowledge-escalation.js';
import { EscalationBook, EscalationDesk, EscalationRegister, Ladders, Leaders } from './use-cases/ports.js';
import { RaiseComplaint } from './use-cases/raise-complaint.js';
import { ReconcileEscalations } from './use-cases/reconcile-escalations.js';

/** The escalation service: the ladder from the head of the office through the city to the Ombudsman. */
@Module({
  controllers: [EscalationsController, RaisingController, EscalationConsumer],
  providers: [
    ...coreProviders('escalation', { poolSize: 6, entities: [ladderEntity] }),
    consumerProvider('escalation', 'reconciling'),
    catchUpProvider('escalation', EscalationBook, ReconcileEscalations),
    idempotencyProvider('escalation'),
    ReconcileEscalations,
    AcknowledgeEscalation,
    RaiseComplaint,
    { provide: Texts, useClass: SaltedTexts },
    { provide: EscalationBook, useClass: PgEscalationBook },
    PgEscalationRegister,
    { provide: EscalationRegister, useExisting: PgEscalationRegister },
    { provide: EscalationDesk, useClass: PgEscalationDesk },
    {
      provide: Ladders,
      inject: [Database, Tenant, Config],
      useFactory: (database: Database, tenant: Tenant, config: Config) =>
        new PgLadders(database, tenant, config.seedFolder),
    },
    { provide: Leaders, useClass: PgLeaders },
  ],
})
export class EscalationModule {}
