import { Module, type OnModuleInit } from '@nestjs/common';
import { complaintProviders } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { referenceEntities, Tenant as TenantData, yearIn } from '@tuntas/reference';
import {
  FailedAttempts,
  coreProviders,
  idempotencyProvider,
  consumerProvider,
  Metrics,
  Secrets,
} from '@tuntas/platform';
import { CityCouriers } from './couriers/city-couriers.js';
import { Deliverer } from './deliverer.js';
import { CitizenActsController } from './http/citizen-acts.controller.js';
import { ComplaintsController } from './http/complaints.controller.js';
import { IdentityController } from './http/identity.controller.js';
import { MessagesController } from './http/messages.controller.js';
import { TrackingController } from './http/tracking.controller.js';
import { trackingActs } from './http/tracking-acts.controllers.js';
import { TrackingAccess } from './http/tracking-access.js';
import { IntakeConsumer } from './intake.consumer.js';
import { IntakeSettings } from './intake.settings.js';
import { refusedDisclosures, reportMessages } from './message-metrics.js';
import { PgAccessCodes } from './storage/pg-access-codes.js';
import { PgCityDirectory } from './storage/pg-city-directory.js';
import { PgEscalationTargets } from './storage/pg-escalation-targets.js';
import { PgLodgedTexts } from './storage/pg-lodged-texts.js';
import { PgDisclosureLimit } from './storage/pg-disclosure-limit.js';
import { PgExternalReferences } from './storage/pg-external-references.js';
import { PgMessageDesk } from './storage/pg-message-desk.js';
import { PgMessageQueue } from './storage/pg-message-queue.js';
import { PgMessageRegister } from './storage/pg-message-register.js';
import { PgMessageTexts } from './storage/pg-message-texts.js';
import { PgTrackingPresenter } from './storage/pg-tracking-presenter.js';
import { PgVault } from './storage/pg-vault.js';
import { ActAtCounter } from './use-cases/act-at-counter.js';
import { CitizenActs } from './use-cases/citizen-acts.js';
import { CompleteComplaint } from './use-cases/complete-complaint.js';
import { DeliverMessages } from './use-cases/deliver-messages.js';
import { DiscloseIdentity } from './use-cases/disclose-identity.js';
import { EndWindow } from './use-cases/end-window.js';
import { GiveReceipt } from './use-cases/give-receipt.js';
import { HandOverMessage } from './use-cases/hand-over-message.js';
import { LodgeComplaint } from './use-cases/lodge-complaint.js';
import {
  Couriers,
  MessageDesk,
  MessageQueue,
  MessageRegister,
  MessageTexts,
  DeliveryRetryPolicy,
} from './use-cases/message-ports.js';
import { ReceiptStatus } from './use-cases/receipt-status.js';
import { NotifyCitizen } from './use-cases/notify-citizen.js';
import {
  AccessCodes,
  CityDirectory,
  DisclosureLimit,
  EscalationTargets,
  ExternalReferences,
  LodgedTexts,
  Tenant,
  TrackingPresenter,
  Vault,
} from './use-cases/ports.js';

/** The intake service: lodging, tracking, acts of citizens, identities, and messages to citizens. */
@Module({
  controllers: [
    ComplaintsController,
    CitizenActsController,
    IdentityController,
    TrackingController,
    ...trackingActs,
    MessagesController,
    IntakeConsumer,
  ],
  providers: [
    ...coreProviders('intake', { poolSize: 12, entities: referenceEntities }),
    ...complaintProviders,
    idempotencyProvider('intake'),
    consumerProvider('intake', 'deciding'),
    CitizenActs,
    CompleteComplaint,
    LodgeComplaint,
    ActAtCounter,
    DiscloseIdentity,
    GiveReceipt,
    ReceiptStatus,
    EndWindow,
    NotifyCitizen,
    FailedAttempts,
    TrackingAccess,
    DeliverMessages,
    Deliverer,
    HandOverMessage,
    { provide: CityDirectory, useClass: PgCityDirectory },
    {
      provide: Tenant,
      inject: [TenantData],
      useFactory: (tenant: TenantData): Tenant => ({
        name: tenant.name,
        ticketPrefix: tenant.ticketPrefix,
        zone: tenant,
        service: tenant.service,
        bounds: tenant.bounds ?? null,
        yearOf: instant => yearIn(tenant, instant),
      }),
    },
    {
      provide: Vault,
      inject: [Database, Secrets],
      useFactory: (database: Database, { vault }: Secrets) => PgVault.open(database, vault),
    },
    {
      provide: AccessCodes,
      inject: [Database, Secrets],
      useFactory: (database: Database, { codes }: Secrets) => PgAccessCodes.open(database, codes),
    },
    { provide: EscalationTargets, useClass: PgEscalationTargets },
    { provide: ExternalReferences, useClass: PgExternalReferences },
    { provide: LodgedTexts, useClass: PgLodgedTexts },
    { provide: TrackingPresenter, useClass: PgTrackingPresenter },
    { provide: MessageTexts, useClass: PgMessageTexts },
    { provide: MessageRegister, useClass: PgMessageRegister },
    { provide: MessageDesk, useClass: PgMessageDesk },
    {
      provide: DisclosureLimit,
      inject: [Database, IntakeSettings, Metrics],
      useFactory: (database: Database, { disclosuresPerHour }: IntakeSettings, metrics: Metrics) =>
        new PgDisclosureLimit(database, disclosuresPerHour, refusedDisclosures(metrics)),
    },
    {
      provide: MessageQueue,
      inject: [Database, IntakeSettings],
      useFactory: (database: Database, { delivery }: IntakeSettings) => new PgMessageQueue(database, delivery.leaseMs),
    },
    { provide: DeliveryRetryPolicy, inject: [IntakeSettings], useFactory: ({ delivery }: IntakeSettings) => delivery },
    {
      provide: Couriers,
      inject: [IntakeSettings],
      useFactory: ({ outbox, mail, mailFrom, delivery }: IntakeSettings) =>
        new CityCouriers({ outbox, from: mailFrom, smtp: mail && { ...mail, ...delivery } }),
    },
  ],
})
export class IntakeModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly messages: MessageQueue,
  ) {}

  onModuleInit(): void {
    reportMessages(this.metrics, this.messages);
  }
}
