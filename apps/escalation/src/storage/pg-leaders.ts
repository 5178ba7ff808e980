import type { Database } from '@tuntas/database';
import { officeEntity } from '@tuntas/reference';
import type { Heads } from '../domain/index.js';
import { Leaders } from '../use-cases/ports.js';

const noHeads: Heads = { head: null, deputy: null };

/** Heads and deputies of the offices from the current reference data. */
export class PgLeaders extends Leaders {
  constructor(private readonly database: Database) {
    super();
  }

  async ofOffices(): Promise<(office: string) => Heads> {
    const offices = await this.database
      .repository(officeEntity)
      .find({ select: { code: true, head: true, deputy: true } });
    const byCode = new Map(offices.map(({ code, head, deputy }) => [code, { head, deputy }]));
    return office => byCode.get(office) ?? noHeads;
  }
}
