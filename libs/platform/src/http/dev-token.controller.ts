import { createHash } from 'node:crypto';
import { Body, Controller, Post } from '@nestjs/common';
import { importJWK, SignJWT, type JWK } from 'jose';
import { z } from 'zod';
import { roles } from '@tuntas/kernel';
import { Config } from '../config/config.js';
import { line } from '../api/typed-text.js';
import { Operation } from '../api/operation.js';
import { Secrets } from '../config/secrets.js';
import { developmentIssuer } from '../api/token-verifier.js';

const TokenRequest = z
  .strictObject({
    role: z.enum(roles),
    roles: z.array(z.enum(roles)).max(roles.length).optional().describe('Further roles of the same person'),
    office: z
      .string()
      .regex(/^[A-Z0-9_-]{2,40}$/, 'office_code')
      .nullish()
      .describe('Office code, for officer and office_head'),
    name: line(100).nullish(),
  })
  .meta({ id: 'DevTokenRequest' });
const Token = z.object({ accessToken: z.string() }).meta({ id: 'DevToken' });

/**
 * Issues tokens without authentication; mounted in development only. The same roles, office and name always yield the
 * same `sub`.
 */
@Controller('dev')
export class DevTokenController {
  constructor(
    private readonly config: Config,
    private readonly secrets: Secrets,
  ) {}

  @Post('token')
  @Operation({
    id: 'makeDevToken',
    tag: 'Development',
    summary: 'Issue a development token for one or several roles, valid for eight hours',
    roles: 'public',
    answer: Token,
    problems: [400, 413, 415, 422],
    example: {
      body: { role: 'officer', office: 'PUPR', name: 'Ahmad' },
      answer: { accessToken: 'eyJhbGciOiJFZERTQSJ9...' },
    },
  })
  async token(
    @Body({ schema: TokenRequest }) { role, roles: further, office = null, name = null }: z.infer<typeof TokenRequest>,
  ): Promise<z.infer<typeof Token>> {
    const held = [...new Set([role, ...(further ?? [])])];
    const sub = `dev-${createHash('sha256')
      .update(JSON.stringify([held.join('+'), office, name]))
      .digest('hex')
      .slice(0, 24)}`;
    const key = await importJWK(this.secrets.signingKey as JWK, 'EdDSA');
    const accessToken = await new SignJWT({ name: name ?? role, roles: held, ...(office && { office }) })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
      .setIssuer(developmentIssuer)
      .setAudience(this.config.oidcAudience)
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime('8h')
      .sign(key);
    return { accessToken };
  }
}
