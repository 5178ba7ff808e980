import { Module } from '@nestjs/common';
import { Texts } from '@tuntas/complaint';
import { SaltedTexts, SearchWords } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { StoredResponses, Outbox } from '@tuntas/eventlog';
import { BusinessTime, Ids } from '@tuntas/kernel';
import { ReferenceData, referenceEntities, Tenant } from '@tuntas/reference';
import { coreProviders, catchUpProvider, idempotencyProvider, consumerProvider } from '@tuntas/platform';
import { CasesController } from './http/cases.controller.js';
import { DossierController } from './http/dossier.controller.js';
import { StatisticsController } from './http/statistics.controller.js';
import { OmbudsmanConsumer } from './ombudsman.consumer.js';
import { PgCaseBook } from './storage/pg-case-book.js';
import { PgCaseDesk } from './storage/pg-case-desk.js';
import { PgCaseLedger } from './storage/pg-case-ledger.js';
import { PgCaseRegister } from './storage/pg-case-register.js';
import { PgDossiers } from './storage/pg-dossiers.js';
import { PgRegistrationBook } from './storage/pg-registration-book.js';
import { ChangeCaseStage } from './use-cases/change-case-stage.js';
import { ReconcileCases } from './use-cases/reconcile-cases.js';
import { CaseBook, CaseDesk, CaseLedger, CaseRegister, Dossiers, RegistrationBook } from './use-cases/ports.js';
import { GetQuarterlyStatistics } from './use-cases/get-quarterly-statistics.js';

/** Service of the regional representative office of Ombudsman RI. */
@Module({
  controllers: [CasesController, DossierController, StatisticsController, OmbudsmanConsumer],
  providers: [
    ...coreProviders('ombudsman', { poolSize: 6, entities: referenceEntities }),
    consumerProvider('ombudsman', 'reconciling'),
    catchUpProvider('ombudsman', CaseBook, ReconcileCases),
    idempotencyProvider('ombudsman'),
    ReconcileCases,
    ChangeCaseStage,
    GetQuarterlyStatistics,
    { provide: Texts, inject: [Ids], useFactory: (ids: Ids) => new SaltedTexts(ids) },
    {
      provide: CaseBook,
      inject: [Database, Outbox],
      useFactory: (database: Database, outbox: Outbox) => new PgCaseBook(database, outbox),
    },
    {
      provide: CaseRegister,
      inject: [Database],
      useFactory: (database: Database) => new PgCaseRegister(database, new SearchWords(database)),
    },
    {
      provide: CaseDesk,
      inject: [Database, BusinessTime, Outbox, StoredResponses, CaseRegister],
      useFactory: (
        database: Database,
        time: BusinessTime,
        outbox: Outbox,
        responses: StoredResponses,
        register: CaseRegister,
      ) => new PgCaseDesk(database, time, outbox, responses, register),
    },
    {
      provide: Dossiers,
      inject: [Database, CaseRegister],
      useFactory: (database: Database, register: CaseRegister) => new PgDossiers(database, register),
    },
    {
      provide: CaseLedger,
      inject: [Database, Tenant],
      useFactory: (database: Database, tenant: Tenant) =>
        new PgCaseLedger(database, new ReferenceData(database), tenant),
    },
    {
      provide: RegistrationBook,
      inject: [Database, Tenant],
      useFactory: (database: Database, tenant: Tenant) => new PgRegistrationBook(database, tenant),
    },
  ],
})
export class OmbudsmanModule {}
