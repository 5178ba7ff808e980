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
} from '@tuntas/service';
import { placeOf } from '../storage/card-order.js';
import { ComplaintList } from '../storage/complaint-list.js';
import { Timeline } from '../storage/timeline.js';
import { countQuery, listExample, listQuery, listSchema, type ListQuery } from './complaint-list-schema.js';
import { searchingReader } from './searching-reader.js';
import { ShownCodeDoor } from './shown-code-door.js';
import { timelineExample, timelineQuery, timelineSchema } from './timeline-schema.js';
import { whoActed } from './who-acted.js';

/** Everybody but admins; whoever holds several roles reads what any of them reaches. */
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
const withCode = 'A clerk reads any complaint whose access code the citizen shows; other callers need none.';

/** Complaints for reading, each caller within their reach. */
@Controller('v1/complaints')
export class ComplaintsController {
  constructor(
    private readonly complaints: ComplaintList,
    private readonly door: ShownCodeDoor,
    private readonly timeline: Timeline,
  ) {}

  @Get()
  @Operation({
    ...operation,
    id: 'listComplaints',
    summary: 'Complaints within your reach',
    description: `${withCode} In a list it goes with the one \`ticket\` that is asked for.`,
    answer: listSchema,
    problems: [400, 429],
    codes: { 403: ['search.without-texts'] },
    example: { answer: listExample },
  })
  async list(
    @Query({ schema: listQuery }) { sort: asked, limit, cursor, ...filter }: ListQuery,
    @CurrentActor() actor: Actor,
    @CurrentCaller() caller: Caller | null,
    @Headers('x-access-code') code: string | undefined,
    @Ip() address: string,
    @Headers() headers: FastifyRequest['headers'],
  ): Promise<object> {
    const reader = searchingReader(actor, caller, readers, filter.q);
    const language = languageOf(headers);
    const opened = await this.door.found(reader, filter.ticket, code, address);
    const sort = asked ?? cursor?.sort ?? (filter.q === undefined ? '-lodgedAt' : 'fit');
    const { asOf, items } = await this.complaints.page(reader, {
      filter,
      limit: limit + 1,
      sort,
      after: cursor ?? null,
      opened,
    });
    const page = pageOf(items, limit, last => placeOf(sort, last));
    return {
      asOf,
      ...page,
      items: page.items.map(({ fit: _order, ...item }) => ({
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
    summary: 'How many complaints such a list has',
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
    const reader = searchingReader(actor, caller, readers, filter.q);
    return {
      count: await this.complaints.count(reader, filter, await this.door.found(reader, filter.ticket, code, address)),
    };
  }

  @Get(':id')
  @Operation({
    ...operation,
    id: 'getComplaint',
    summary: 'One complaint, with its clocks and what you could do now',
    description: withCode,
    answer: complaintSchema,
    problems: [400, 404, 429],
    codes: { 404: ['complaint.unknown'] },
    revalidates: true,
    answerHeaders: {
      ETag: 'The version and, after a hyphen, what is shown: for If-None-Match whole, for If-Match too',
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
    const complaint = await this.door.show(reader, id, code, address);
    reply.header('etag', `"${complaint.version}"`);
    return complaint;
  }

  @Get(':id/timeline')
  @Operation({
    ...operation,
    id: 'getTimeline',
    summary: 'Everything that happened, in order, for people',
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
    const shown = await this.door.show(reader, id, code, address);
    const language = languageOf(headers);
    const entries = await this.timeline.page(reader, id, {
      language,
      limit: limit + 1,
      after: cursor ?? null,
      reads: shown.description !== null,
      isAnonymous: shown.isAnonymous,
    });
    const { items, next } = pageOf(entries, limit, last => last.place);
    return {
      items: items.map(({ item: { by, ...item } }) => ({
        ...item,
        by: { role: by.role, office: by.office, who: whoActed(by, language) },
      })),
      next,
    };
  }
}
