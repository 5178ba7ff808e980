import { Module } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { Outbox } from '@tuntas/eventlog';
import { Tenant } from '@tuntas/reference';
import { foundation, healing, listening } from '@tuntas/service';
import { CasesController } from './http/cases.controller.js';
import { OmbudsmanConsumer } from './ombudsman.consumer.js';
import { PgCaseBook } from './storage/pg-case-book.js';
import { PgCaseRegister } from './storage/pg-case-register.js';
import { PgRegistrationBook } from './storage/pg-registration-book.js';
import { KeepCases } from './use-cases/keep-cases.js';
import { CaseBook, CaseRegister, RegistrationBook } from './use-cases/ports.js';

/** Ombudsman RI, the representative office of the region. */
@Module({
  controllers: [CasesController, OmbudsmanConsumer],
  providers: [
    ...foundation('ombudsman', { poolSize: 6 }),
    listening('ombudsman', 'reconciling'),
    healing('ombudsman', CaseBook, KeepCases),
    KeepCases,
    { provide: CaseBook, inject: [Database, Outbox], useFactory: (database: Database, outbox: Outbox) => new PgCaseBook(database, outbox) },
    { provide: CaseRegister, inject: [Database], useFactory: (database: Database) => new PgCaseRegister(database) },
    { provide: RegistrationBook, inject: [Database, Tenant], useFactory: (database: Database, tenant: Tenant) => new PgRegistrationBook(database, tenant) },
  ],
})
export class OmbudsmanModule {}
