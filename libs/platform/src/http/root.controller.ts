import { Controller, Get, Headers, Inject, Optional, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Tenant } from '@tuntas/reference';
import { languageOf } from '../api/locale.js';
import { mediaTypeOf } from '../api/media-type.js';
import { Operation } from '../api/operation.js';
import { headersOfRootPage, rootPage } from './root-page.js';
import { version } from '../config/version.js';

const Entry = z
  .object({
    name: z.string().describe('The city that this system serves'),
    version: z.string().describe('The version of the software'),
    links: z.object({
      documentation: z.string(),
      document: z.string().describe('The OpenAPI document'),
      tracking: z
        .string()
        .describe('Tracking of a complaint, with its ticket in the path and its access code in `X-Access-Code`'),
      health: z.string(),
    }),
  })
  .meta({ id: 'Entry' });

const links = {
  documentation: '/docs',
  document: '/openapi.json',
  tracking: '/v1/tracking/{ticket}',
  health: '/health/ready',
};

/** The entry point at `/`: an HTML page for browsers, links for programs. */
@Controller()
export class RootController {
  constructor(@Optional() @Inject(Tenant) private readonly tenant: Pick<Tenant, 'name'> | undefined) {}

  @Get()
  @Operation({
    id: 'readEntry',
    tag: 'Health',
    summary: 'Entry point with links; an HTML page with Accept: text/html',
    roles: 'public',
    answer: Entry,
    mediaTypes: ['text/html'],
    problems: [],
    example: { answer: { name: 'Kota Banjarmasin', version: '0.1.0', links } },
  })
  read(
    @Headers() headers: FastifyRequest['headers'],
    @Res({ passthrough: true }) reply: FastifyReply,
  ): z.infer<typeof Entry> | string {
    const name = this.tenant?.name ?? 'Tuntas';
    const language = languageOf(headers);
    reply.header('vary', 'Accept, Accept-Language');
    if (mediaTypeOf(headers, ['application/json', 'text/html']) === 'application/json') return { name, version, links };
    reply.headers(headersOfRootPage(language));
    return rootPage(name, language);
  }
}
