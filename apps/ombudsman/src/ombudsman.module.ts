import { Module } from '@nestjs/common';
import { Texts } from '@tuntas/complaint';
import { SaltedTexts, SearchWords } from '@tuntas/complaint/storage';
import { ReferenceData, referenceEntities } from '@tuntas/reference';
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
    SearchWords,
    ReferenceData,
    { provide: Texts, useClass: SaltedTexts },
    { provide: CaseBook, useClass: PgCaseBook },
    { provide: CaseRegister, useClass: PgCaseRegister },
    { provide: CaseDesk, useClass: PgCaseDesk },
    { provide: Dossiers, useClass: PgDossiers },
    { provide: CaseLedger, useClass: PgCaseLedger },
    { provide: RegistrationBook, useClass: PgRegistrationBook },
  ],
})
export class OmbudsmanModule {}
