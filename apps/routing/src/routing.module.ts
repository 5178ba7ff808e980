import { Module } from '@nestjs/common';
import { doorProviders } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities } from '@tuntas/reference';
import { foundation, keepingAnswers, listening } from '@tuntas/service';
import { RoutingController } from './http/routing.controller.js';
import { RoutingConsumer } from './routing.consumer.js';
import { ReferenceOffices, ReferenceRules } from './storage/reference-rules.js';
import { AssignComplaint } from './use-cases/assign-complaint.js';
import { OfficeDirectory, Rules } from './use-cases/ports.js';
import { RouteByRule } from './use-cases/route-by-rule.js';

/** The coordinator's door. */
@Module({
  controllers: [RoutingController, RoutingConsumer],
  providers: [
    ...foundation('routing', { poolSize: 8, entities: referenceEntities }),
    ...doorProviders,
    keepingAnswers,
    listening('routing', 'deciding'),
    AssignComplaint, RouteByRule,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    { provide: Rules, inject: [ReferenceData], useFactory: (reference: ReferenceData) => new ReferenceRules(reference) },
    { provide: OfficeDirectory, inject: [ReferenceData], useFactory: (reference: ReferenceData) => new ReferenceOffices(reference) },
  ],
})
export class RoutingModule {}
