import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { HealthChecks } from '../observability/health-checks.js';
import { Operation } from '../api/operation.js';

const Liveness = z.object({ status: z.literal('live') }).meta({ id: 'Liveness' });
const Readiness = z
  .object({
    status: z.enum(['ready', 'not_ready']),
    checks: z.array(z.object({ name: z.string(), status: z.enum(['up', 'down']) })),
    warnings: z.array(z.string()).describe('Conditions that an operator should look at although the process serves'),
  })
  .meta({ id: 'Readiness' });

@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @Operation({
    id: 'isLive',
    tag: 'Health',
    summary: 'Liveness: whether the process runs',
    roles: 'public',
    answer: Liveness,
    problems: [],
    example: { answer: { status: 'live' } },
  })
  live(): z.infer<typeof Liveness> {
    return { status: 'live' };
  }

  @Get('ready')
  @Operation({
    id: 'isReady',
    tag: 'Health',
    summary: 'Readiness: whether the process can serve; 503 with the same body if it cannot',
    roles: 'public',
    answer: Readiness,
    unavailable: Readiness,
    problems: [],
    example: { answer: { status: 'ready', checks: [{ name: 'intake database', status: 'up' }], warnings: [] } },
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<z.infer<typeof Readiness>> {
    const { ready, checks, warnings } = await this.checks.run();
    reply.header('cache-control', 'no-store').code(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not_ready', checks: [...checks], warnings: [...warnings] };
  }
}
