import { Inject, Injectable } from '@nestjs/common';
import { column, defineEntity, primary, Table, Database } from '@tuntas/database';
import { dateIn, yearIn, Tenant } from '@tuntas/reference';
import { registrationNumber } from '../domain/index.js';
import { RegistrationBook } from '../use-cases/ports.js';

/** The last registration number of an office and year. */
interface RegistrationNumber {
  readonly office: string;
  readonly year: number;
  readonly last: number;
}
export const registrationNumberEntity = defineEntity<RegistrationNumber>('ombudsman.registration_numbers', {
  office: primary(column.text),
  year: primary(column.integer),
  last: column.integer,
});
const numbers = Table.of(registrationNumberEntity);

/** Counts up and returns the last number taken. The row stays locked until the end of the transaction. */
const takeNumbers = `
  ${numbers.insert}
  ${numbers.onConflict({ last: 'registration_numbers.last + excluded.last' })}
  RETURNING last`;

/** PostgreSQL implementation of `RegistrationBook`, with one counter row per office and year. */
@Injectable()
export class PgRegistrationBook extends RegistrationBook {
  constructor(
    private readonly database: Database,
    @Inject(Tenant) private readonly tenant: Pick<Tenant, 'ombudsmanOffice' | 'utcOffsetMinutes'>,
  ) {
    super();
  }

  async take(count: number, at: Date): Promise<readonly string[]> {
    if (count === 0) return [];
    const office = this.tenant.ombudsmanOffice;
    const [row] = await this.database.sql<{ last: number }>(
      takeNumbers,
      numbers.values({ office, year: yearIn(this.tenant, at), last: count }),
    );
    const first = row!.last - count + 1;
    const date = dateIn(this.tenant, at);
    return Array.from({ length: count }, (_, i) => registrationNumber({ sequence: first + i, date, office }));
  }
}
