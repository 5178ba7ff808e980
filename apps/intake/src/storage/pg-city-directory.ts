import type { ReferenceData } from '@tuntas/reference';
import { CityDirectory, type CityCodes } from '../use-cases/ports.js';

export class PgCityDirectory extends CityDirectory {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  requireKnown({ category, regionCode, counter, officeHint }: CityCodes, within = ''): Promise<void> {
    return this.reference.requireKnown([
      { table: 'categories', code: category, pointer: `${within}/category` },
      { table: 'regions', code: regionCode, pointer: `${within}/location/regionCode` },
      { table: 'counters', code: counter, pointer: `${within}/counter` },
      { table: 'offices', code: officeHint, pointer: `${within}/officeHint` },
    ]);
  }

  async placeOf({ counter, channel }: { readonly counter: string | null; readonly channel: string }): Promise<string> {
    return counter === null ? channel : ((await this.reference.tables()).counters.get(counter)?.name ?? counter);
  }
}
