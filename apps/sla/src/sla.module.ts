import { Module, type OnModuleInit } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { Outbox, Wake } from '@tuntas/eventlog';
import { Clock } from '@tuntas/kernel';
import { ReferenceData, referenceEntities, Tenant } from '@tuntas/reference';
import { Config, foundation, healing, HealthChecks, listening, Metrics } from '@tuntas/service';
import { ClocksController } from './http/clocks.controller.js';
import { RulesController } from './http/rules.controller.js';
import { SlaController } from './http/sla.controller.js';
import { SlaConsumer } from './sla.consumer.js';
import { tellBacklog, tellClocks } from './sla-metrics.js';
import { PgBacklog } from './storage/pg-backlog.js';
import { PgBusinessTime } from './storage/pg-business-time.js';
import { PgClockBook } from './storage/pg-clock-book.js';
import { PgClockCounts } from './storage/pg-clock-counts.js';
import { PgClockRegister } from './storage/pg-clock-register.js';
import { PgQuiet } from './storage/pg-quiet.js';
import { PgRuleVersions } from './storage/pg-rule-versions.js';
import { PgSlaRules } from './storage/pg-sla-rules.js';
import { Sweeper } from './sweeper.js';
import { ClockRegister } from './use-cases/clock-register.js';
import { ExplainClock } from './use-cases/explain-clock.js';
import { ExplainDue } from './use-cases/explain-due.js';
import { BusinessTime, ClockBook, Quiet, RuleVersions, SlaRules } from './use-cases/ports.js';
import { ReconcileClocks } from './use-cases/reconcile-clocks.js';
import { SweepDueClocks } from './use-cases/sweep-due-clocks.js';
import { WalkTime } from './use-cases/walk-time.js';

/** Policies, calendars, clocks, the sweep. */
@Module({
  controllers: [ClocksController, RulesController, SlaController, SlaConsumer],
  providers: [
    ...foundation('sla', { poolSize: 8, entities: referenceEntities }),
    listening('sla', 'reconciling'),
    healing('sla', ClockBook, ReconcileClocks),
    ReconcileClocks,
    SweepDueClocks,
    ExplainClock,
    ExplainDue,
    WalkTime,
    Sweeper,
    { provide: ReferenceData, inject: [Database], useFactory: (database: Database) => new ReferenceData(database) },
    {
      provide: ClockBook,
      inject: [Database, Outbox, HealthChecks],
      useFactory: (database: Database, outbox: Outbox, health: HealthChecks) => {
        const book = new PgClockBook(database, outbox);
        health.warn('some due instants are provisional: their holidays are not decreed yet', () =>
          book.anyProvisional(),
        );
        return book;
      },
    },
    {
      provide: SlaRules,
      inject: [Database, ReferenceData, Tenant, Config],
      useFactory: (database: Database, reference: ReferenceData, tenant: Tenant, config: Config) =>
        new PgSlaRules(database, reference, tenant, config.seedFolder),
    },
    { provide: ClockRegister, inject: [Database], useFactory: (database: Database) => new PgClockRegister(database) },
    { provide: RuleVersions, inject: [Database], useFactory: (database: Database) => new PgRuleVersions(database) },
    {
      provide: BusinessTime,
      inject: [Database, Clock, Wake],
      useFactory: (database: Database, clock: Clock, wake: Wake) => new PgBusinessTime(database, clock, wake),
    },
    { provide: Quiet, inject: [Database], useFactory: (database: Database) => new PgQuiet(database) },
  ],
  exports: [Clock, WalkTime],
})
export class SlaModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    tellClocks(this.metrics, new PgClockCounts(this.database));
    tellBacklog(this.metrics, new PgBacklog(this.database));
  }
}
