import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { DomainError } from '@tuntas/kernel';
import {
  categoryEntity,
  counterEntity,
  officeEntity,
  regionEntity,
  type Category,
  type Counter,
  type Office,
  type Region,
} from './entities.js';
import { CachedValue } from './cached-value.js';

export interface ReferenceTables {
  readonly offices: ReadonlyMap<string, Office>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly counters: ReadonlyMap<string, Counter>;
}

/** The city's offices, categories, regions and counters, cached in memory. */
@Injectable()
export class ReferenceData {
  private readonly cached = new CachedValue(() => this.read());

  /** @param database a connection with `referenceEntities` among its entities */
  constructor(private readonly database: Database) {}

  tables(): Promise<ReferenceTables> {
    return this.cached.get();
  }

  /**
   * Checks that the codes exist; skips null codes.
   * @throws DomainError invalid `reference.unknown` with an error for each unknown code and its JSON pointer
   */
  async requireKnown(
    codes: readonly {
      readonly table: keyof ReferenceTables;
      readonly code: string | null | undefined;
      readonly pointer: string;
    }[],
  ): Promise<void> {
    const tables = await this.tables();
    const unknown = codes.filter(({ table, code }) => code != null && !tables[table].has(code));
    if (unknown.length > 0)
      throw new DomainError('invalid', 'reference.unknown', 'unknown code', {
        errors: unknown.map(({ pointer, table, code }) => ({ pointer, code: 'unknown_code', table, value: code })),
      });
  }

  private async read(): Promise<ReferenceTables> {
    // Sequential, since it may be the connection of a transaction.
    const offices = await this.database.repository(officeEntity).find();
    const categories = await this.database.repository(categoryEntity).find();
    const regions = await this.database.repository(regionEntity).find();
    const counters = await this.database.repository(counterEntity).find();
    const byCode = <T extends { readonly code: string }>(rows: readonly T[]) =>
      new Map([...rows].sort((a, b) => (a.code < b.code ? -1 : 1)).map(row => [row.code, row]));
    return {
      offices: byCode(offices),
      categories: byCode(categories),
      regions: byCode(regions),
      counters: byCode(counters),
    };
  }
}
