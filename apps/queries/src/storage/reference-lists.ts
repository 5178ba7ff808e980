import type { ReferenceData, ReferenceTables } from '@tuntas/reference';

type Entry<Table extends keyof ReferenceTables> = { [T in keyof ReferenceTables]: ReferenceTables[T] extends ReadonlyMap<string, infer Row> ? Row : never }[Table];

/** The city's reference data in pages, by code. */
export class ReferenceLists {
  constructor(private readonly reference: ReferenceData) {}

  /** @param after the last code that the reader has seen; null for the beginning. @returns `next` null at the end */
  async page<Table extends keyof ReferenceTables>(table: Table, limit: number, after: string | null): Promise<{ readonly items: Entry<Table>[]; readonly next: string | null }> {
    const rows = [...(await this.reference.tables())[table].values()] as (Entry<Table> & { readonly code: string })[];
    const rest = rows.filter(({ code }) => after === null || code > after);
    const items = rest.slice(0, limit);
    return { items, next: rest.length > limit ? items.at(-1)!.code : null };
  }
}
