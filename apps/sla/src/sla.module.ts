import { Module } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { Outbox, Wake } from '@tuntas/eventlog';
import { Clock } from '@tuntas/kernel';
import { ReferenceData, referenceEntities, Tenant } from '@tuntas/reference';
import { Config, foundation, healing, HealthChecks, listening } from '@tuntas/service';
import { SlaController } from './http/sla.controller.js';
import { SlaConsumer } from './sla.consumer.js';
import { PgBusinessTime } from './storage/pg-business-time.js';
import { PgClockBook } from './storage/pg-clock-book.js';
import { PgQuiet } from './storage/pg-quiet.js';
import { PgSlaRules } from './storage/pg-sla-rules.js';
import { Sweeper } from './sweeper.js';
import { ExplainDue } from './use-cases/explain-due.js';
import { BusinessTime, ClockBook, Quiet, SlaRules } from './use-cases/ports.js';
import { ReconcileClocks } from './use-cases/reconcile-clocks.js';
import { SweepDueClocks } from './use-cases/sweep-due-clocks.js';
import { WalkTime } from './use-cases/walk-time.js';

/** Policies, calendars, clocks, the sweep. */
@Module({
  controllers: [SlaController, SlaConsumer],
  providers: [
    ...foundation('sla', { poolSize: 8, entities: referenceEntities }),
    listening('sla', 'reconciling'),
    healing('sla', ClockBook, ReconcileClocks),
    ReconcileClocks, SweepDueClocks, ExplainDue, WalkTime, Sweeper,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    { provide: ClockBook, inject: [Database, Outbox, HealthChecks], useFactory: (database: Database, outbox: Outbox, health: HealthChecks) => {
      const book = new PgClockBook(database, outbox);
      health.warn('some due instants are provisional: their holidays are not decreed yet', () => book.anyProvisional());
      return book;
    } },
    { provide: SlaRules, inject: [Database, ReferenceData, Tenant, Config],
      useFactory: (database: Database, reference: ReferenceData, tenant: Tenant, config: Config) => new PgSlaRules(database, reference, tenant, config.seedFolder) },
    { provide: BusinessTime, inject: [Database, Clock, Wake], useFactory: (database: Database, clock: Clock, wake: Wake) => new PgBusinessTime(database, clock, wake) },
    { provide: Quiet, inject: [Database], useFactory: (database: Database) => new PgQuiet(database) },
  ],
  exports: [Clock, WalkTime],
})
export class SlaModule {}
