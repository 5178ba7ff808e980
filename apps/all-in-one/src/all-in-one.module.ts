import { Module } from '@nestjs/common';
import { AuditModule } from '@tuntas/audit';
import { CaseworkModule } from '@tuntas/casework';
import { EscalationModule } from '@tuntas/escalation';
import { IntakeModule } from '@tuntas/intake';
import { OmbudsmanModule } from '@tuntas/ombudsman';
import { QueriesModule } from '@tuntas/queries';
import { RoutingModule } from '@tuntas/routing';
import { SlaModule } from '@tuntas/sla';

/** All eight services in one process, with one port and one Swagger UI. */
@Module({
  imports: [
    IntakeModule,
    RoutingModule,
    CaseworkModule,
    SlaModule,
    EscalationModule,
    OmbudsmanModule,
    AuditModule,
    QueriesModule,
  ],
})
export class AllInOneModule {}
