import { Injectable } from '@nestjs/common';
import { Database } from '@tuntas/database';
import { CachedValue, synonymEntity } from '@tuntas/reference';
import { searchFor, synonymsFrom, type Search, type Synonyms } from '../index.js';

/** Parses search input with the city's synonyms, which are cached in memory. */
@Injectable()
export class SearchWords {
  private readonly synonyms: CachedValue<Synonyms>;

  /** @param database a connection with `referenceEntities` among its entities */
  constructor(database: Database) {
    this.synonyms = new CachedValue(async () =>
      synonymsFrom(
        (await database.repository(synonymEntity).find({ order: { code: 'ASC' } })).flatMap(({ code: word, formal }) =>
          formal === null ? [] : [{ word, formal }],
        ),
      ),
    );
  }

  async read(typed: string): Promise<Search> {
    return searchFor(typed, await this.synonyms.get());
  }
}

/** The SQL expression of a text search. @param words placeholder of the `words` that `searchFor` returned */
export const queryOf = (words: string): string => `to_tsquery('pg_catalog.indonesian', ${words})`;
