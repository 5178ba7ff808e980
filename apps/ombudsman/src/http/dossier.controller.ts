import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '@tuntas/kernel';
import { CurrentActor, idParam, Operation, type IdParam } from '@tuntas/service';
import { Dossiers } from '../use-cases/ports.js';
import { dossierExample, dossierSchema } from './dossier-schema.js';

/** What was referred, as an examiner needs it. */
@Controller('v1/ombudsman/cases/:id/dossier')
export class DossierController {
  constructor(private readonly dossiers: Dossiers) {}

  @Get()
  @Operation({
    id: 'getDossier',
    tag: 'Ombudsman',
    roles: ['ombudsman'],
    answer: dossierSchema,
    problems: [400, 404],
    codes: { 404: ['case.unknown'] },
    summary: 'Everything of a case and its complaint, in order, with hashes',
    description:
      'It names nobody: who complains is disclosed by an act of its own, for a reason that is written down. The same file has the same `hash`.',
    answerHeaders: { ETag: 'The hash' },
    example: { answer: dossierExample },
  })
  async one(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentActor() reader: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const dossier = await this.dossiers.of(id, reader);
    reply.header('etag', `"${dossier.hash}"`);
    return dossier;
  }
}
