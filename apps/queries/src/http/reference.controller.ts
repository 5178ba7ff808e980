import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Operation, pageOf } from '@tuntas/platform';
import { ReferenceLists } from '../storage/reference-lists.js';
import {
  categoriesSchema,
  codeParam,
  countersSchema,
  officeEntrySchema,
  officesSchema,
  referenceQuery,
  regionsSchema,
  type ReferenceQuery,
} from './reference-schemas.js';

const operation = { tag: 'Reference data', roles: 'anyone-with-token' as const, problems: [400] };

const office = {
  code: 'PUPR',
  name: 'Dinas Pekerjaan Umum dan Penataan Ruang',
  kind: 'dinas',
  head: 'head:PUPR',
  deputy: 'deputy:PUPR',
  calendar: 'office-hours',
  parent: null,
  phone: null,
  email: 'pupr@banjarmasin.example',
  address: null,
};
const listExampleOf = (entry: object) => ({ answer: { items: [entry], next: null } });

/** Cache policy of public lists: five minutes. */
const publicCache = 'public, max-age=300';

/** Endpoints of the city's reference data. */
@Controller('v1')
export class ReferenceController {
  constructor(private readonly lists: ReferenceLists) {}

  @Get('offices')
  @Operation({
    ...operation,
    id: 'listOffices',
    summary: 'List the offices of the city',
    answer: officesSchema,
    example: listExampleOf(office),
  })
  offices(@Query({ schema: referenceQuery }) query: ReferenceQuery): Promise<z.infer<typeof officesSchema>> {
    return this.page('offices', query);
  }

  @Get('offices/:code')
  @Operation({
    ...operation,
    id: 'getOffice',
    summary: 'Get an office with its head and contact details',
    answer: officeEntrySchema,
    problems: [400, 404],
    codes: { 404: ['office.unknown'] },
    revalidates: true,
    example: { answer: office },
  })
  async office(
    @Param({ schema: codeParam }) { code }: z.infer<typeof codeParam>,
  ): Promise<z.infer<typeof officeEntrySchema>> {
    return this.lists.requireOffice(code);
  }

  @Get('categories')
  @Header('Cache-Control', publicCache)
  @Operation({
    ...operation,
    roles: 'public',
    id: 'listCategories',
    summary: 'List the categories with their responsible offices',
    answer: categoriesSchema,
    example: listExampleOf({ code: 'roads.pothole', labelId: 'Jalan berlubang', labelEn: 'Pothole', office: 'PUPR' }),
  })
  categories(@Query({ schema: referenceQuery }) query: ReferenceQuery): Promise<z.infer<typeof categoriesSchema>> {
    return this.page('categories', query);
  }

  @Get('regions')
  @Header('Cache-Control', publicCache)
  @Operation({
    ...operation,
    roles: 'public',
    id: 'listRegions',
    summary: 'List the regions with their Kemendagri codes',
    answer: regionsSchema,
    example: listExampleOf({ code: '63.71.04.1010', kind: 'kelurahan', parent: '63.71.04', name: 'Sungai Andai' }),
  })
  regions(@Query({ schema: referenceQuery }) query: ReferenceQuery): Promise<z.infer<typeof regionsSchema>> {
    return this.page('regions', query);
  }

  @Get('counters')
  @Operation({
    ...operation,
    id: 'listCounters',
    summary: 'List the service counters',
    answer: countersSchema,
    example: listExampleOf({
      code: 'MPP-03',
      name: 'Mal Pelayanan Publik Loket 3',
      kind: 'service_mall',
      office: 'DPMPTSP',
      region: '63.71.04.1006',
    }),
  })
  counters(@Query({ schema: referenceQuery }) query: ReferenceQuery): Promise<z.infer<typeof countersSchema>> {
    return this.page('counters', query);
  }

  private async page<Table extends 'offices' | 'categories' | 'regions' | 'counters'>(
    table: Table,
    { limit, cursor }: ReferenceQuery,
  ) {
    return pageOf(await this.lists.page(table, limit + 1, cursor ?? null), limit, ({ code }) => code);
  }
}
