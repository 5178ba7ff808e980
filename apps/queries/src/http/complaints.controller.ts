import { Controller, Get, Headers, Ip, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { complaintExamples, complaintSchema, type ComplaintAnswer } from '@tuntas/complaint/view';
import { clockLabels } from '@tuntas/contracts';
import type { Actor } from '@tuntas/kernel';
import {
  countSchema,
  CurrentActor,
  CurrentCaller,
  idParam,
  languageOf,
  Operation,
  pageOf,
  type Caller,
  type IdParam,
} from '@tuntas/platform';
import { cursorOf } from '../storage/card-order.js';
import { ComplaintList } from '../storage/complaint-list.js';
import { Timeline } from '../storage/timeline.js';
import { countQuery, listExample, listQuery, listSchema, type ListQuery } from './complaint-list-schema.js';
import { readerForSearch } from './reader-for-search.js';
import { ClerkAccess } from './clerk-access.js';
import { timelineExample, timelineQuery, timelineSchema } from './timeline-schema.js';
import { describeActor } from './actor-description.js';

/** Every role except admin. A caller with several roles may read what any of them may reach. */
const readers = [
  'coordinator',
  'auditor',
  'sla_operator',
  'inspectorate',
  'ombudsman',
  'office_head',
  'officer',
  'counter_clerk',
  'integrator',
] as const;
const operation = { tag: 'Complaints', roles: readers, headers: ['X-Access-Code'] as const };
const withCode =
  'A counter clerk may read any complaint with the access code that the citizen shows. Other callers need no code.';

/** Read endpoints of complaints. Each caller reads only complaints within their reach. */
@Controller('v1/complaints')
export class ComplaintsController {
  constructor(
    private readonly complaints: ComplaintList,
    private readonly access: ClerkAccess,
    private readonly timeline: Timeline,
  ) {}

  @Get()
  @Operation({
    ...operation,
    id: 'listComplaints',
    summary: 'List complaints within your reach',
    description: `${withCode} In a list, the code requires exactly one \`ticket\` filter.`,
    answer: listSchema,
    problems: [400, 429],
    codes: { 403: ['search.without-texts'] },
    example: { answer: listExample },
  })
  async list(
    @Query({ schema: listQuery }) { sort: requestedSort, limit, cursor, ...filter }: ListQuery,
    @CurrentActor() actor: Actor,
    @CurrentCaller() caller: Caller | null,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Headers() headers: FastifyRequest['headers'],
  ): Promise<object> {
    const reader = readerForSearch(actor, caller, readers, filter.q);
    const language = languageOf(headers);
    const opened = await this.access.openedByTicket(reader, filter.ticket, code, address);
    const sort = requestedSort ?? cursor?.sort ?? (filter.q === undefined ? '-lodgedAt' : 'fit');
    const { asOf, items } = await this.complaints.page(reader, {
      filter,
      limit: limit + 1,
      sort,
      after: cursor ?? null,
      opened,
    });
    const page = pageOf(items, limit, last => cursorOf(sort, last));
    return {
      asOf,
      ...page,
      items: page.items.map(({ fit: _fit, ...item }) => ({
        ...item,
        duty: item.duty && {
          name: item.duty.name,
          label: clockLabels[item.duty.name][language],
          percentUsed: item.duty.percentUsed,
        },
      })),
    };
  }

  @Get('count')
  @Operation({
    ...operation,
    id: 'countComplaints',
    summary: 'Count the complaints that match the same filters',
    answer: countSchema,
    problems: [400, 429],
    codes: { 403: ['search.without-texts'] },
    example: { answer: { count: 17 } },
  })
  async count(
    @Query({ schema: countQuery }) filter: z.infer<typeof countQuery>,
    @CurrentActor() actor: Actor,
    @CurrentCaller() caller: Caller | null,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
  ): Promise<object> {
    const reader = readerForSearch(actor, caller, readers, filter.q);
    return {
      count: await this.complaints.count(
        reader,
        filter,
        await this.access.openedByTicket(reader, filter.ticket, code, address),
      ),
    };
  }

  @Get(':id')
  @Operation({
    ...operation,
    id: 'getComplaint',
    summary: 'Get a complaint with its clocks and your allowed actions',
    description: withCode,
    answer: complaintSchema,
    problems: [400, 404, 429],
    codes: { 404: ['complaint.unknown'] },
    revalidates: true,
    answerHeaders: {
      ETag: 'The version and, after a hyphen, a hash of the response. Valid for If-None-Match and If-Match',
    },
    example: { answer: complaintExamples.assigned },
  })
  async one(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentActor() reader: Actor,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplaintAnswer> {
    const complaint = await this.access.read(reader, id, code, address);
    reply.header('etag', `"${complaint.version}"`);
    return complaint;
  }

  @Get(':id/timeline')
  @Operation({
    ...operation,
    id: 'getTimeline',
    summary: 'List the timeline of a complaint in readable sentences',
    description: withCode,
    answer: timelineSchema,
    problems: [400, 404, 429],
    codes: { 404: ['complaint.unknown'] },
    example: { answer: timelineExample },
  })
  async events(
    @Param({ schema: idParam }) { id }: IdParam,
    @Query({ schema: timelineQuery }) { limit, cursor }: z.infer<typeof timelineQuery>,
    @CurrentActor() reader: Actor,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Headers() headers: FastifyRequest['headers'],
  ): Promise<object> {
    const complaint = await this.access.read(reader, id, code, address);
    const language = languageOf(headers);
    const entries = await this.timeline.page(reader, id, {
      language,
      limit: limit + 1,
      after: cursor ?? null,
      readsTexts: complaint.description !== null,
      isAnonymous: complaint.isAnonymous,
    });
    const { items, next } = pageOf(entries, limit, last => last.cursor);
    return {
      items: items.map(({ item: { by, ...item } }) => ({
        ...item,
        by: { role: by.role, office: by.office, who: describeActor(by, language) },
      })),
      next,
    };
  }
}
