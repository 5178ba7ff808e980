import { Injectable } from '@nestjs/common';
import { DomainError } from '@tuntas/kernel';
import { ReferenceData, type Office, type ReferenceTables } from '@tuntas/reference';

type Entry<Table extends keyof ReferenceTables> = {
  [T in keyof ReferenceTables]: ReferenceTables[T] extends ReadonlyMap<string, infer Row> ? Row : never;
}[Table] & { readonly code: string };

/** Reads the city's reference data in pages, ordered by code. */
@Injectable()
export class ReferenceLists {
  constructor(private readonly reference: ReferenceData) {}

  /**
   * @param after last code of the previous page; null for the first page
   * @returns at most `limit` entries
   */
  async page<Table extends keyof ReferenceTables>(
    table: Table,
    limit: number,
    after: string | null,
  ): Promise<Entry<Table>[]> {
    const rows = [...(await this.reference.tables())[table].values()] as Entry<Table>[];
    return rows.filter(({ code }) => after === null || code > after).slice(0, limit);
  }

  /** @throws DomainError not-found `office.unknown` */
  async requireOffice(code: string): Promise<Office> {
    const office = await this.office(code);
    if (!office) throw new DomainError('not-found', 'office.unknown', 'no such office');
    return office;
  }

  async office(code: string): Promise<Office | undefined> {
    return (await this.reference.tables()).offices.get(code);
  }
}
