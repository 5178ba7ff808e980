import { Module } from '@nestjs/common';
import { SearchWords } from '@tuntas/complaint/storage';
import { Database } from '@tuntas/database';
import { StoredResponses } from '@tuntas/eventlog';
import { BusinessTime } from '@tuntas/kernel';
import { ReferenceData, referenceEntities, Tenant } from '@tuntas/reference';
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
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    {
      provide: ReferenceLists,
      inject: [ReferenceData],
      useFactory: (reference: ReferenceData) => new ReferenceLists(reference),
    },
    { provide: Cards, inject: [Database], useFactory: (database: Database) => new Cards(database) },
    { provide: SearchWords, inject: [Database], useFactory: (database: Database) => new SearchWords(database) },
    {
      provide: ComplaintList,
      inject: [Database, Cards, SearchWords],
      useFactory: (database: Database, cards: Cards, words: SearchWords) => new ComplaintList(database, cards, words),
    },
    {
      provide: ComplaintDetail,
      inject: [Database, AccessCodes],
      useFactory: (database: Database, codes: AccessCodes) => new ComplaintDetail(database, codes),
    },
    {
      provide: Timeline,
      inject: [Database, ReferenceData],
      useFactory: (database: Database, reference: ReferenceData) => new Timeline(database, reference),
    },
    {
      provide: ClockTallies,
      inject: [Database, Tenant],
      useFactory: (database: Database, tenant: Tenant) => new ClockTallies(database, tenant),
    },
    {
      provide: SlaSummary,
      inject: [Database, Cards, BusinessTime, ReferenceData, Tenant],
      useFactory: (database: Database, cards: Cards, time: BusinessTime, reference: ReferenceData, tenant: Tenant) =>
        new SlaSummary(database, cards, time, reference, tenant),
    },
    {
      provide: ParkedRegister,
      inject: [Database, StoredResponses],
      useFactory: (database: Database, responses: StoredResponses) => new ParkedRegister(database, responses),
    },
  ],
})
export class QueriesModule {}
