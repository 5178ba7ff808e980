import type { Database } from '@tuntas/database';
import type { Heads } from '../domain/index.js';
import { Leaders } from '../use-cases/ports.js';

const noHeads: Heads = { head: null, deputy: null };

/** Heads and deputies of the offices from the current reference data. */
export class PgLeaders extends Leaders {
  constructor(private readonly database: Database) {
    super();
  }

  async ofOffices(): Promise<(office: string) => Heads> {
    const rows = await this.database.sql<Heads & { code: string; [column: string]: unknown }>(
      'SELECT code, head, deputy FROM reference.offices',
    );
    const byCode = new Map(rows.map(row => [row.code, row]));
    return office => byCode.get(office) ?? noHeads;
  }
}
