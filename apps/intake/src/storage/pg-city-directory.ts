import { Injectable } from '@nestjs/common';
import { ReferenceData } from '@tuntas/reference';
import { CityDirectory, type CityCodes } from '../use-cases/ports.js';

@Injectable()
export class PgCityDirectory extends CityDirectory {
  constructor(private readonly reference: ReferenceData) {
    super();
  }

  requireKnown({ category, regionCode, counter, officeHint }: CityCodes): Promise<void> {
    return this.reference.requireKnown([
      { table: 'categories', code: category, pointer: '/category' },
      { table: 'regions', code: regionCode, pointer: '/location/regionCode' },
      { table: 'counters', code: counter, pointer: '/counter' },
      { table: 'offices', code: officeHint, pointer: '/officeHint' },
    ]);
  }

  async placeOf({ counter, channel }: { readonly counter: string | null; readonly channel: string }): Promise<string> {
    return counter === null ? channel : ((await this.reference.tables()).counters.get(counter)?.name ?? counter);
  }
}
