import { Module } from '@nestjs/common';
import { doorProviders } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities, Tenant as TenantData, yearIn } from '@tuntas/reference';
import { foundation, keepingAnswers, listening, Secrets } from '@tuntas/service';
import { ComplaintsController } from './http/complaints.controller.js';
import { FailedAttempts } from './http/failed-attempts.js';
import { TrackingController } from './http/tracking.controller.js';
import { IntakeConsumer } from './intake.consumer.js';
import { PgAccessCodes } from './storage/pg-access-codes.js';
import { PgCityDirectory } from './storage/pg-city-directory.js';
import { PgTrackingShowing } from './storage/pg-tracking-showing.js';
import { PgVault } from './storage/pg-vault.js';
import { ConfirmResolution, WithdrawComplaint } from './use-cases/citizen-acts.js';
import { EndWindow } from './use-cases/end-window.js';
import { LodgeComplaint } from './use-cases/lodge-complaint.js';
import { AccessCodes, CityDirectory, Tenant, TrackingShowing, Vault } from './use-cases/ports.js';

/** The citizen's door. */
@Module({
  controllers: [ComplaintsController, TrackingController, IntakeConsumer],
  providers: [
    ...foundation('intake', { poolSize: 12, entities: referenceEntities }),
    ...doorProviders,
    keepingAnswers,
    listening('intake', 'deciding'),
    LodgeComplaint, ConfirmResolution, WithdrawComplaint, EndWindow, FailedAttempts,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    { provide: CityDirectory, inject: [ReferenceData], useFactory: (reference: ReferenceData) => new PgCityDirectory(reference) },
    { provide: Tenant, inject: [TenantData], useFactory: (tenant: TenantData): Tenant => ({ ticketPrefix: tenant.ticketPrefix, yearOf: instant => yearIn(tenant, instant) }) },
    { provide: Vault, inject: [Database, Secrets], useFactory: (database: Database, secrets: Secrets) => new PgVault(database, secrets.vaultKey) },
    { provide: AccessCodes, inject: [Database, Secrets], useFactory: (database: Database, secrets: Secrets) => new PgAccessCodes(database, secrets.codesKey) },
    { provide: TrackingShowing, inject: [Database], useFactory: (database: Database) => new PgTrackingShowing(database) },
  ],
})
export class IntakeModule {}
