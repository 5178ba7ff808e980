import { Module } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { coreProviders, HealthChecks, consumerProvider, Metrics } from '@tuntas/platform';
import { AuditConsumer } from './audit.consumer.js';
import { AuditController } from './http/audit.controller.js';
import { AuditLog } from './storage/audit-log.js';
import { AuditTrail } from './storage/audit-trail.js';

/** Audit service: an append-only log of all events. */
@Module({
  controllers: [AuditController, AuditConsumer],
  providers: [
    ...coreProviders('audit', { poolSize: 4 }),
    consumerProvider('audit', 'recording'),
    {
      provide: AuditLog,
      inject: [Database, HealthChecks, Metrics],
      useFactory: (database: Database, health: HealthChecks, metrics: Metrics) => {
        const log = new AuditLog(database);
        health.register('audit sequence', () => log.requireComplete());
        const gapGauge = metrics.gauge({
          name: 'tuntas_audit_gaps',
          help: 'Number of event streams (source and subject) in the audit log with a missing sequence.',
        });
        metrics.readFromDatabase('audit', [gapGauge], async () => {
          const gaps = await log.gaps();
          return () => gapGauge.set(gaps);
        });
        return log;
      },
    },
    AuditTrail,
  ],
})
export class AuditModule {}
