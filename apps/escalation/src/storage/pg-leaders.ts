import { Injectable } from '@nestjs/common';
import { Table, Database } from '@tuntas/database';
import { officeEntity } from '@tuntas/reference';
import type { Heads } from '../domain/index.js';
import { Leaders } from '../use-cases/ports.js';

const leaders = Table.of(officeEntity).only('code', 'head', 'deputy');
/** Read for every batch, so it is a prepared statement. */
const selectLeaders = `SELECT ${leaders.columns()} FROM reference.offices`;
const noHeads: Heads = { head: null, deputy: null };

/** Heads and deputies of the offices from the current reference data. */
@Injectable()
export class PgLeaders extends Leaders {
  constructor(private readonly database: Database) {
    super();
  }

  async ofOffices(): Promise<(office: string) => Heads> {
    const rows = (await this.database.sql(selectLeaders)).map(row => leaders.fromRow(row));
    const byCode = new Map(rows.map(({ code, ...heads }) => [code, heads]));
    return office => byCode.get(office) ?? noHeads;
  }
}
