import { Module } from '@nestjs/common';
import { SearchWords } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities } from '@tuntas/reference';
import { FailedAttempts, coreProviders, idempotencyProvider, consumerProvider, Secrets } from '@tuntas/platform';
import { ComplaintsController } from './http/complaints.controller.js';
import { MeController } from './http/me.controller.js';
import { ParkedEventsController } from './http/parked-events.controller.js';
import { ReferenceController } from './http/reference.controller.js';
import { ClerkAccess } from './http/clerk-access.js';
import { SlaSummaryController } from './http/sla-summary.controller.js';
import { VocabularyController } from './http/vocabulary.controller.js';
import { QueriesConsumer } from './queries.consumer.js';
import { Cards } from './storage/cards.js';
import { ClockTallies } from './storage/clock-tallies.js';
import { ComplaintDetail } from './storage/complaint-detail.js';
import { ComplaintList } from './storage/complaint-list.js';
import { ParkedRegister } from './storage/parked-register.js';
import { ReferenceLists } from './storage/reference-lists.js';
import { AccessCodes } from './storage/access-codes.js';
import { SlaSummary } from './storage/sla-summary.js';
import { Timeline } from './storage/timeline.js';

/** Read side: projections and queries. */
@Module({
  controllers: [
    ComplaintsController,
    MeController,
    ReferenceController,
    ParkedEventsController,
    SlaSummaryController,
    VocabularyController,
    QueriesConsumer,
  ],
  providers: [
    ...coreProviders('queries', { poolSize: 6, entities: referenceEntities }),
    consumerProvider('queries', 'projecting'),
    idempotencyProvider('queries'),
    FailedAttempts,
    ClerkAccess,
    {
      provide: AccessCodes,
      inject: [Database, Secrets],
      useFactory: (database: Database, { codes }: Secrets) => AccessCodes.open(database, codes),
    },
    ReferenceData,
    ReferenceLists,
    Cards,
    SearchWords,
    ComplaintList,
    ComplaintDetail,
    Timeline,
    ClockTallies,
    SlaSummary,
    ParkedRegister,
  ],
})
export class QueriesModule {}
