import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Operation } from '@tuntas/service';
import { vocabulary, vocabularySchema } from './vocabulary-schema.js';

/** What people call the words that the API uses. */
@Controller('v1/vocabulary')
export class VocabularyController {
  @Get()
  @Operation({
    id: 'getVocabulary',
    tag: 'Reference data',
    summary: 'What every status, outcome, clock, stage, kind, channel and reason is called, in Indonesian and English',
    roles: 'public',
    description: 'The same words as in all texts. They change with a new version of the system only.',
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
