import type { Database } from '@tuntas/database';
import { dateIn, yearIn, type Tenant } from '@tuntas/reference';
import { registrationNumber } from '../domain/index.js';
import { RegistrationBook } from '../use-cases/ports.js';

/** PostgreSQL implementation of `RegistrationBook`, with one counter row per office and year. */
export class PgRegistrationBook extends RegistrationBook {
  constructor(
    private readonly database: Database,
    private readonly tenant: Pick<Tenant, 'ombudsmanOffice' | 'utcOffsetMinutes'>,
  ) {
    super();
  }

  async take(count: number, at: Date): Promise<readonly string[]> {
    if (count === 0) return [];
    const office = this.tenant.ombudsmanOffice;
    const [row] = await this.database.sql<{ last: number }>(
      `INSERT INTO ombudsman.registration_numbers AS book (office, year, last) VALUES ($1, $2, $3)
       ON CONFLICT (office, year) DO UPDATE SET last = book.last + excluded.last RETURNING last`,
      [office, yearIn(this.tenant, at), count],
    );
    const first = row!.last - count + 1;
    const date = dateIn(this.tenant, at);
    return Array.from({ length: count }, (_, i) => registrationNumber({ sequence: first + i, date, office }));
  }
}
