import type { ReferenceData } from '@tuntas/reference';
import { CityDirectory } from '../use-cases/ports.js';

export class PgCityDirectory extends CityDirectory {
  constructor(private readonly reference: ReferenceData) { super(); }

  demandKnown({ category, regionCode, counter, officeHint }: { category: string | null; regionCode: string | null; counter: string | null; officeHint: string | null }): Promise<void> {
    return this.reference.demandKnown([
      { table: 'categories', code: category, pointer: '/category' },
      { table: 'regions', code: regionCode, pointer: '/location/regionCode' },
      { table: 'counters', code: counter, pointer: '/counter' },
      { table: 'offices', code: officeHint, pointer: '/officeHint' },
    ]);
  }

  async nameOfCounter(code: string): Promise<string | null> {
    return (await this.reference.tables()).counters.get(code)?.name ?? null;
  }
}
