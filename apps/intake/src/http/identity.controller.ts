import { Body, Controller, Get, Headers, Ip, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hasRole, type HttpResponse } from '@tuntas/kernel';
import {
  FailedAttempts,
  idParam,
  inAnyRole,
  line,
  mediaTypeOf,
  Operation,
  Context,
  type RequestContext,
  type IdParam,
} from '@tuntas/platform';
import { DiscloseIdentity } from '../use-cases/disclose-identity.js';
import { GiveReceipt } from '../use-cases/give-receipt.js';
import { Tenant } from '../use-cases/ports.js';
import { knownPersonSchema } from './person-schema.js';
import { headersOfPage, receiptPage } from './receipt-page.js';
import { receiptExample, receiptSchema, type ReceiptAnswer } from './receipt-schema.js';

const disclosureSchema = z.strictObject({ reason: line(2_000) }).meta({ id: 'Disclosure' });
const identitySchema = z
  .object({ complainant: knownPersonSchema, representative: knownPersonSchema.nullable() })
  .meta({ id: 'Identity' });

const siti = {
  name: 'Siti Rahmah',
  nationalId: '6371046505800001',
  phone: '+6281234567890',
  email: null,
  address: 'Sungai Andai RT 12',
};

/** The two endpoints that return identity data; each read is recorded. */
@Controller('v1/complaints/:id')
export class IdentityController {
  constructor(
    private readonly disclosing: DiscloseIdentity,
    private readonly giving: GiveReceipt,
    private readonly failedAttempts: FailedAttempts,
    private readonly tenant: Tenant,
  ) {}

  @Post('identity-disclosure')
  @Operation({
    id: 'discloseIdentity',
    tag: 'Intake',
    summary: 'Read the identity of the complainant for a recorded reason; the version does not change',
    description:
      'The identity of an anonymous complaint is disclosed only to the Ombudsman after a referral, never to an office. Responses are not stored: Idempotency-Key has no effect, and each request is a separate disclosure. The number of disclosures per person and hour is limited (429).',
    roles: ['coordinator', 'office_head', 'officer', 'ombudsman'],
    answer: identitySchema,
    problems: [400, 404, 409, 412, 413, 415, 422, 429],
    codes: {
      404: ['complaint.unknown'],
      409: ['complaint.act-not-allowed', 'identity.withheld', 'identity.not-kept'],
      412: ['complaint.version-changed'],
      429: ['identity.too-many'],
    },
    headers: ['Idempotency-Key', 'If-Match'],
    answerHeaders: { 'Cache-Control': 'private, no-store' },
    example: {
      body: { reason: 'Menjemput Ibu pelapor untuk peninjauan lokasi besok pagi' },
      answer: { complainant: siti, representative: null },
    },
  })
  async disclose(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body({ schema: disclosureSchema }) body: z.infer<typeof disclosureSchema>,
    @Context() context: RequestContext,
  ): Promise<HttpResponse> {
    return inAnyRole(context, each => this.disclosing.execute(id, body, each));
  }

  @Get('receipt')
  @Operation({
    id: 'getReceipt',
    tag: 'Intake',
    summary:
      'Get the receipt again, without the access code; with Accept: text/html as a printable page in the language of the citizen',
    description:
      'For clerks, and for the client that lodged the complaint. The receipt contains the name, so each request is recorded as a disclosure. The receipt of an anonymous complaint contains no name.',
    roles: ['counter_clerk', 'integrator', 'coordinator'],
    answer: receiptSchema,
    mediaTypes: ['text/html'],
    problems: [400, 404, 429],
    codes: { 404: ['complaint.unknown'] },
    headers: ['X-Access-Code'],
    answerHeaders: { 'Cache-Control': 'private, no-store' },
    example: { answer: receiptExample },
  })
  async receipt(
    @Param({ schema: idParam }) { id }: IdParam,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Headers() headers: FastifyRequest['headers'],
    @Context() context: RequestContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptAnswer | string> {
    const shown = hasRole(context.by, 'counter_clerk') ? code : undefined;
    const asPage = mediaTypeOf(headers, ['application/json', 'text/html']) === 'text/html';
    const { receipt, language } = await this.failedAttempts.attempt(id, address, shown, () =>
      inAnyRole(context, each => this.giving.execute(id, code ?? null, each, asPage)),
    );
    reply.headers({ vary: 'Accept, Accept-Language', 'content-language': language });
    if (!asPage) return { ...receipt, remedies: [...receipt.remedies] };
    reply.headers(headersOfPage(language));
    return receiptPage(receipt, language, this.tenant.service);
  }
}
