import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { countSchema, idParam, Operation, pageOf, type IdParam } from '@tuntas/service';
import { CaseRegister } from '../use-cases/ports.js';
import { caseExample, caseSchema, countQuery, listQuery, listSchema } from './case-schemas.js';

const reading = { tag: 'Ombudsman', roles: ['ombudsman', 'auditor'] as const };

/** The register of the Ombudsman's cases. */
@Controller('v1/ombudsman/cases')
export class CasesController {
  constructor(private readonly register: CaseRegister) {}

  @Get()
  @Operation({
    ...reading, id: 'listCases', summary: 'Cases, in the order of their opening', answer: listSchema, problems: [400],
    example: { answer: { items: [caseExample], next: null } },
  })
  async list(@Query({ schema: listQuery }) { limit, cursor, ...filter }: z.infer<typeof listQuery>): Promise<object> {
    return pageOf(await this.register.list(filter, cursor, limit + 1), limit, ({ openedAt, id }) => ({ at: openedAt, id }));
  }

  @Get('count')
  @Operation({ ...reading, id: 'countCases', summary: 'How many cases the same filters find', answer: countSchema, problems: [400], example: { answer: { count: 12 } } })
  async count(@Query({ schema: countQuery }) filter: z.infer<typeof countQuery>): Promise<object> {
    return { count: await this.register.count(filter) };
  }

  @Get(':id')
  @Operation({
    ...reading, id: 'getCase', summary: 'One case', answer: caseSchema, problems: [400, 404], answerHeaders: { ETag: 'Its version' },
    example: { answer: caseExample },
  })
  async one(@Param({ schema: idParam }) { id }: IdParam, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const shown = await this.register.one(id);
    reply.header('etag', `"${shown.version}"`);
    return shown;
  }
}
