import { Module, type OnModuleInit } from '@nestjs/common';
import { doorProviders } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities, Tenant as TenantData, yearIn } from '@tuntas/reference';
import { FailedAttempts, foundation, keepingAnswers, listening, Metrics, Secrets } from '@tuntas/service';
import { CitizenActsController } from './http/citizen-acts.controller.js';
import { ComplaintsController } from './http/complaints.controller.js';
import { IdentityController } from './http/identity.controller.js';
import { TrackingController } from './http/tracking.controller.js';
import { TrackingDoor } from './http/tracking-door.js';
import { IntakeConsumer } from './intake.consumer.js';
import { tellMessages } from './message-metrics.js';
import { PgAccessCodes } from './storage/pg-access-codes.js';
import { PgCityDirectory } from './storage/pg-city-directory.js';
import { PgEscalationTargets } from './storage/pg-escalation-targets.js';
import { PgLodgedTexts } from './storage/pg-lodged-texts.js';
import { PgMessageCounts } from './storage/pg-message-counts.js';
import { PgTrackingShowing } from './storage/pg-tracking-showing.js';
import { PgVault } from './storage/pg-vault.js';
import { ActAtCounter } from './use-cases/act-at-counter.js';
import { AnswerCitizen } from './use-cases/answer-citizen.js';
import {
  AnswerQuestion, ConfirmResolution, ObjectToResolution, ReferToOmbudsman, ReopenOwnComplaint, WithdrawComplaint,
} from './use-cases/citizen-acts.js';
import { CompleteComplaint } from './use-cases/complete-complaint.js';
import { DiscloseIdentity } from './use-cases/disclose-identity.js';
import { EndWindow } from './use-cases/end-window.js';
import { GiveReceipt } from './use-cases/give-receipt.js';
import { LodgeComplaint } from './use-cases/lodge-complaint.js';
import { ReceiptStanding } from './use-cases/receipt-standing.js';
import { TellCitizen } from './use-cases/tell-citizen.js';
import { AccessCodes, CityDirectory, EscalationTargets, LodgedTexts, Tenant, TrackingShowing, Vault } from './use-cases/ports.js';

const citizenActs = [
  AnswerCitizen, CompleteComplaint, AnswerQuestion, ConfirmResolution, ObjectToResolution, ReopenOwnComplaint, WithdrawComplaint, ReferToOmbudsman,
];

/** The citizen's door. */
@Module({
  controllers: [ComplaintsController, CitizenActsController, IdentityController, TrackingController, IntakeConsumer],
  providers: [
    ...foundation('intake', { poolSize: 12, entities: referenceEntities }),
    ...doorProviders,
    keepingAnswers,
    listening('intake', 'deciding'),
    ...citizenActs, LodgeComplaint, ActAtCounter, DiscloseIdentity, GiveReceipt, ReceiptStanding, EndWindow, TellCitizen, FailedAttempts, TrackingDoor,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    { provide: CityDirectory, inject: [ReferenceData], useFactory: (reference: ReferenceData) => new PgCityDirectory(reference) },
    { provide: Tenant, inject: [TenantData], useFactory: (tenant: TenantData): Tenant => ({ name: tenant.name, ticketPrefix: tenant.ticketPrefix, zone: tenant, yearOf: instant => yearIn(tenant, instant) }) },
    { provide: Vault, inject: [Database, Secrets], useFactory: (database: Database, secrets: Secrets) => new PgVault(database, secrets.vaultKey) },
    { provide: AccessCodes, inject: [Database, Secrets], useFactory: (database: Database, secrets: Secrets) => new PgAccessCodes(database, secrets.codesKey) },
    { provide: EscalationTargets, inject: [Database], useFactory: (database: Database) => new PgEscalationTargets(database) },
    { provide: LodgedTexts, inject: [Database], useFactory: (database: Database) => new PgLodgedTexts(database) },
    { provide: TrackingShowing, inject: [Database, ReferenceData, TenantData],
      useFactory: (database: Database, reference: ReferenceData, tenant: TenantData) => new PgTrackingShowing(database, reference, tenant) },
  ],
})
export class IntakeModule implements OnModuleInit {
  constructor(private readonly metrics: Metrics, private readonly database: Database) {}

  onModuleInit(): void { tellMessages(this.metrics, new PgMessageCounts(this.database)); }
}
