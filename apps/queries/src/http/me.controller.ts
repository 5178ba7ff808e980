import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentCaller, Operation, type Caller } from '@tuntas/platform';
import { ReferenceLists } from '../storage/reference-lists.js';
import { meExample, meSchema } from './me-schema.js';
import { operationsOfAll } from './operations-of-all.js';

/** Endpoint of the caller's identity and permissions. */
@Controller('v1/me')
export class MeController {
  constructor(private readonly lists: ReferenceLists) {}

  @Get()
  @Operation({
    id: 'getMe',
    tag: 'Reference data',
    summary: 'Get your identity and permitted operations',
    roles: 'anyone-with-token',
    answer: meSchema,
    problems: [],
    revalidates: true,
    example: { answer: meExample },
  })
  async me(@CurrentCaller() caller: Caller | null): Promise<z.infer<typeof meSchema>> {
    const { ref, name, roles, office } = caller!;
    const permitted = operationsOfAll.filter(
      ({ roles: allowed }) => allowed === 'anyone-with-token' || allowed.some(role => roles.includes(role)),
    );
    return {
      sub: ref,
      name,
      roles: [...roles],
      office: office === null ? null : { code: office, name: (await this.lists.office(office))?.name ?? office },
      sections: [...new Set(permitted.map(({ tag }) => tag))].sort(),
      operations: permitted.map(({ id }) => id),
    };
  }
}
