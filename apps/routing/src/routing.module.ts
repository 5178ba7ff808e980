import { Module } from '@nestjs/common';
import { complaintProviders } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities } from '@tuntas/reference';
import { coreProviders, idempotencyProvider, consumerProvider } from '@tuntas/platform';
import { FinalActsController } from './http/final-acts.controller.js';
import { RoutingController } from './http/routing.controller.js';
import { RoutingConsumer } from './routing.consumer.js';
import { ReferenceCodes } from './storage/reference-codes.js';
import { ReferenceRules } from './storage/reference-rules.js';
import { ArchiveComplaint } from './use-cases/archive-complaint.js';
import { AssignComplaint } from './use-cases/assign-complaint.js';
import { ClassifyComplaint } from './use-cases/classify-complaint.js';
import { CityCodes, Rules } from './use-cases/ports.js';
import { ReferOutComplaint } from './use-cases/refer-out-complaint.js';
import { ReopenComplaint } from './use-cases/reopen-complaint.js';
import { RouteByRule } from './use-cases/route-by-rule.js';
import { VerifyComplaint } from './use-cases/verify-complaint.js';

/** Service of the coordinator: verification, classification and routing of complaints. */
@Module({
  controllers: [RoutingController, FinalActsController, RoutingConsumer],
  providers: [
    ...coreProviders('routing', { poolSize: 8, entities: referenceEntities }),
    ...complaintProviders,
    idempotencyProvider('routing'),
    consumerProvider('routing', 'deciding'),
    VerifyComplaint,
    ClassifyComplaint,
    AssignComplaint,
    ReferOutComplaint,
    ArchiveComplaint,
    ReopenComplaint,
    RouteByRule,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    {
      provide: Rules,
      inject: [ReferenceData],
      useFactory: (reference: ReferenceData) => new ReferenceRules(reference),
    },
    {
      provide: CityCodes,
      inject: [ReferenceData],
      useFactory: (reference: ReferenceData) => new ReferenceCodes(reference),
    },
  ],
})
export class RoutingModule {}
