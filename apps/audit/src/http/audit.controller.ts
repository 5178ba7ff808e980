import { Controller, Get, Param, Query } from '@nestjs/common';
import { DomainError, type Actor } from '@tuntas/kernel';
import { countSchema, CurrentActor, idParam, Operation, pageOf, type IdParam } from '@tuntas/platform';
import type { z } from 'zod';
import { AuditTrail } from '../storage/audit-trail.js';
import { auditListSchema, noQuery, pageQuery } from './audit-schemas.js';

const readers = ['auditor', 'coordinator', 'inspectorate', 'ombudsman'] as const;
const operation = {
  tag: 'Audit',
  roles: readers,
  problems: [400, 404],
  codes: { 404: ['complaint.unknown'] as const },
};

/** Endpoints of the audit log of a complaint, for supervising roles. */
@Controller('v1/complaints/:id/audit')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  @Operation({
    ...operation,
    id: 'listAudit',
    answer: auditListSchema,
    summary: 'List the audit log of a complaint: every event as recorded',
    example: {
      answer: {
        items: [
          {
            position: 41,
            at: '2026-03-17T01:00:00.000Z',
            type: 'complaint.lodged.v1',
            source: 'complaints',
            sequence: 1,
            actor: { role: 'counter_clerk', ref: 'dev-5d41402abc4b2a76b9719d91', office: null },
            data: { cycle: 1, texts: [] },
            leafHash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
          },
        ],
        next: null,
      },
    },
  })
  async list(
    @Param({ schema: idParam }) { id }: IdParam,
    @Query({ schema: pageQuery }) { limit, cursor }: z.infer<typeof pageQuery>,
    @CurrentActor() reader: Actor,
  ): Promise<object> {
    await this.requireReach(reader, id);
    return pageOf(await this.trail.page(id, cursor ?? 0, limit + 1), limit, ({ position }) => position);
  }

  @Get('count')
  @Operation({
    ...operation,
    id: 'countAudit',
    answer: countSchema,
    summary: 'Count the audit log entries of a complaint',
    example: { answer: { count: 12 } },
  })
  async count(
    @Param({ schema: idParam }) { id }: IdParam,
    @Query({ schema: noQuery }) _: object,
    @CurrentActor() reader: Actor,
  ): Promise<object> {
    await this.requireReach(reader, id);
    return { count: await this.trail.count(id) };
  }

  private async requireReach(reader: Actor, id: string): Promise<void> {
    if (!(await this.trail.mayRead(reader, id)))
      throw new DomainError('not-found', 'complaint.unknown', 'no such complaint, or out of reach');
  }
}
