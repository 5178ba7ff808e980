import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '@tuntas/kernel';
import { CurrentActor, idParam, Operation, type IdParam } from '@tuntas/platform';
import { Dossiers } from '../use-cases/ports.js';
import { dossierExample, dossierSchema } from './dossier-schema.js';

/** Endpoint of the dossier of a case, for examiners. */
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
    summary: 'Get the complete dossier of a case and its complaint, with hashes',
    description:
      'The dossier contains no identities. A separate operation discloses the identity of the complainant, for a recorded reason. Identical dossiers have the same `hash`.',
    answerHeaders: { ETag: 'The hash of the dossier' },
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
