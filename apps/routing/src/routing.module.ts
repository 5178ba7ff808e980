import { Module } from '@nestjs/common';
import { complaintProviders } from '@tuntas/complaint/storage';
import { consumerProvider, coreProviders, idempotencyProvider } from '@tuntas/platform';
import { referenceEntities } from '@tuntas/reference';
import { coordinatorActs } from './http/coordinator-acts.controllers.js';
import { RoutingConsumer } from './routing.consumer.js';
import { ReferenceRules } from './storage/reference-rules.js';
import { RouteByRule, Rules } from './use-cases/route-by-rule.js';

/** Service of the coordinator: verification, classification and routing of complaints. */
@Module({
  controllers: [...coordinatorActs, RoutingConsumer],
  providers: [
    ...coreProviders('routing', { poolSize: 8, entities: referenceEntities }),
    ...complaintProviders,
    idempotencyProvider('routing'),
    consumerProvider('routing', 'deciding'),
    RouteByRule,
    { provide: Rules, useClass: ReferenceRules },
  ],
})
export class RoutingModule {}
