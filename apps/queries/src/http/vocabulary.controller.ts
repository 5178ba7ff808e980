import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Operation } from '@tuntas/platform';
import { vocabulary, vocabularySchema } from './vocabulary-schema.js';

/** Endpoint of the labels of all enumeration values. */
@Controller('v1/vocabulary')
export class VocabularyController {
  @Get()
  @Operation({
    id: 'getVocabulary',
    tag: 'Reference data',
    summary:
      'List the labels of every status, outcome, clock, stage, kind, channel and reason, in Indonesian and English',
    roles: 'public',
    description: 'The same labels as in all texts. They change only with a new version of the system.',
    answer: vocabularySchema,
    problems: [],
    revalidates: true,
    example: { answer: vocabulary },
  })
  all(@Res({ passthrough: true }) reply: FastifyReply): z.infer<typeof vocabularySchema> {
    reply.header('cache-control', 'public, max-age=3600');
    return vocabulary;
  }
}
