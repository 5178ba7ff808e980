import { Module, type OnModuleInit } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { Outbox } from '@tuntas/eventlog';
import { BusinessTime } from '@tuntas/kernel';
import { ReferenceData, referenceEntities, Tenant } from '@tuntas/reference';
import { Config, coreProviders, catchUpProvider, HealthChecks, consumerProvider, Metrics } from '@tuntas/platform';
import { ClocksController } from './http/clocks.controller.js';
import { RulesController } from './http/rules.controller.js';
import { SlaController } from './http/sla.controller.js';
import { SlaConsumer } from './sla.consumer.js';
import { reportBacklog, reportClocks } from './sla-metrics.js';
import { PgBacklog } from './storage/pg-backlog.js';
import { PgBusinessTimeControl } from './storage/pg-business-time-control.js';
import { PgClockBook } from './storage/pg-clock-book.js';
import { PgClockCounts } from './storage/pg-clock-counts.js';
import { PgClockRegister } from './storage/pg-clock-register.js';
import { PgQuiet } from './storage/pg-quiet.js';
import { PgRuleVersions } from './storage/pg-rule-versions.js';
import { PgSlaRules } from './storage/pg-sla-rules.js';
import { ruleEntities } from './storage/rule-entities.js';
import { Sweeper } from './sweeper.js';
import { ClockRegister } from './use-cases/clock-register.js';
import { ExplainClock } from './use-cases/explain-clock.js';
import { ExplainDue } from './use-cases/explain-due.js';
import { BusinessTimeControl, ClockBook, Quiet, SlaRules } from './use-cases/ports.js';
import { ReconcileClocks } from './use-cases/reconcile-clocks.js';
import { RuleVersions } from './use-cases/rule-versions.js';
import { SweepDueClocks } from './use-cases/sweep-due-clocks.js';
import { AdvanceTime } from './use-cases/advance-time.js';

/** The SLA service: policies, calendars, clocks and the sweep. */
@Module({
  controllers: [ClocksController, RulesController, SlaController, SlaConsumer],
  providers: [
    ...coreProviders('sla', { poolSize: 8, entities: [...referenceEntities, ...ruleEntities] }),
    consumerProvider('sla', 'reconciling'),
    catchUpProvider('sla', ClockBook, ReconcileClocks),
    ReconcileClocks,
    SweepDueClocks,
    ExplainClock,
    ExplainDue,
    AdvanceTime,
    Sweeper,
    ReferenceData,
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
    { provide: ClockRegister, useClass: PgClockRegister },
    { provide: RuleVersions, useClass: PgRuleVersions },
    { provide: BusinessTimeControl, useClass: PgBusinessTimeControl },
    { provide: Quiet, useClass: PgQuiet },
  ],
  exports: [BusinessTime, AdvanceTime],
})
export class SlaModule implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    reportClocks(this.metrics, new PgClockCounts(this.database));
    reportBacklog(this.metrics, new PgBacklog(this.database));
  }
}
