import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Operation, pageOf } from '@tuntas/platform';
import { policyByClass, RuleVersions } from '../use-cases/rule-versions.js';
import {
  calendarsExample,
  calendarsQuery,
  calendarsSchema,
  policiesExample,
  policiesQuery,
  policiesSchema,
} from './rule-schemas.js';

const reading = { tag: 'SLA', roles: 'anyone-with-token' as const, problems: [400] };

/** The policies and calendars that due instants are computed from. */
@Controller('v1/sla')
export class RulesController {
  constructor(private readonly rules: RuleVersions) {}

  @Get('policies')
  @Operation({
    ...reading,
    id: 'listPolicies',
    summary: 'List all versions of the policies: length, owner and legal basis of each clock',
    answer: policiesSchema,
    example: { answer: policiesExample },
  })
  async policies(@Query({ schema: policiesQuery }) { limit, cursor }: z.infer<typeof policiesQuery>): Promise<object> {
    const policies = await this.rules.policies(cursor, limit + 1);
    return pageOf(policies.map(policyByClass), limit, ({ name, version }) => ({ name, version }));
  }

  @Get('calendars')
  @Operation({
    ...reading,
    id: 'listCalendars',
    summary: 'List all versions of the calendars: office hours, seasons, holidays and their source',
    answer: calendarsSchema,
    example: { answer: calendarsExample },
  })
  async calendars(
    @Query({ schema: calendarsQuery }) { limit, cursor }: z.infer<typeof calendarsQuery>,
  ): Promise<object> {
    return pageOf(await this.rules.calendars(cursor, limit + 1), limit, ({ code, version }) => ({ code, version }));
  }
}
