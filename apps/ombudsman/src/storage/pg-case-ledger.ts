import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { ReferenceData, Tenant } from '@tuntas/reference';
import { quarterNamed, type CountedCase, type Quarter } from '../domain/index.js';
import { CaseLedger } from '../use-cases/ports.js';
import { stageOf, type StageJson } from './case-table.js';

interface LedgerRow extends Omit<CountedCase, 'stages'> {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly stages: readonly StageJson[];
}

/** Cases per page. */
const pageSize = 1_000;
const nextPage = `
  SELECT id, office, region, maladministration, admissibility, stages FROM ombudsman.cases
  WHERE opened_at < $2 AND (ended_at IS NULL OR ended_at >= $1) AND ($3::uuid IS NULL OR id > $3)
  ORDER BY id LIMIT ${pageSize}`;

/** PostgreSQL implementation of `CaseLedger`. */
@Injectable()
export class PgCaseLedger extends CaseLedger {
  constructor(
    private readonly database: Database,
    private readonly reference: ReferenceData,
    @Inject(Tenant) private readonly tenant: Pick<Tenant, 'utcOffsetMinutes'>,
  ) {
    super();
  }

  quarter(name: string): Quarter {
    return quarterNamed(name, this.tenant.utcOffsetMinutes);
  }

  read({ from, to }: Quarter, take: (cases: readonly CountedCase[]) => void): Promise<void> {
    return this.database.transaction(async () => {
      await this.database.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      for (
        let rows: readonly LedgerRow[] = [], after: string | null = null;
        after === null || rows.length === pageSize;
        after = rows.at(-1)?.id ?? ''
      ) {
        rows = await this.database.sql<LedgerRow>(nextPage, [from, to, after]);
        take(rows.map(countedCaseOf));
      }
    });
  }

  async names(): Promise<{
    readonly offices: ReadonlyMap<string, string>;
    readonly regions: ReadonlyMap<string, string>;
  }> {
    const { offices, regions } = await this.reference.tables();
    const namesOf = (rows: ReadonlyMap<string, { readonly name: string }>) =>
      new Map([...rows].map(([code, { name }]) => [code, name]));
    return { offices: namesOf(offices), regions: namesOf(regions) };
  }
}

const countedCaseOf = ({ office, region, maladministration, admissibility, stages }: LedgerRow): CountedCase => ({
  office,
  region,
  maladministration,
  admissibility,
  stages: stages.map(stageOf),
});
