import { Module } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { ReferenceData, referenceEntities } from '@tuntas/reference';
import { foundation, listening } from '@tuntas/service';
import { ComplaintsController } from './http/complaints.controller.js';
import { ReferenceController } from './http/reference.controller.js';
import { QueriesConsumer } from './queries.consumer.js';
import { Cards } from './storage/cards.js';
import { ComplaintDetail } from './storage/complaint-detail.js';
import { ComplaintList } from './storage/complaint-list.js';
import { ReferenceLists } from './storage/reference-lists.js';
import { Timeline } from './storage/timeline.js';

/** The read side. */
@Module({
  controllers: [ComplaintsController, ReferenceController, QueriesConsumer],
  providers: [
    ...foundation('queries', { poolSize: 6, entities: referenceEntities }),
    listening('queries', 'folding'),
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    { provide: ReferenceLists, inject: [ReferenceData], useFactory: (reference: ReferenceData) => new ReferenceLists(reference) },
    { provide: Cards, inject: [Database], useFactory: (database: Database) => new Cards(database) },
    { provide: ComplaintList, inject: [Database, Cards], useFactory: (database: Database, cards: Cards) => new ComplaintList(database, cards) },
    { provide: ComplaintDetail, inject: [Database], useFactory: (database: Database) => new ComplaintDetail(database) },
    { provide: Timeline, inject: [Database, ReferenceData], useFactory: (database: Database, reference: ReferenceData) => new Timeline(database, reference) },
  ],
})
export class QueriesModule {}
