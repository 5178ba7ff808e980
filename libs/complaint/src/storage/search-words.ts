import type { Database } from '@tuntas/database';
import { CachedValue } from '@tuntas/reference';
import { searchFor, synonymsFrom, type Search, type SynonymPair, type Synonyms } from '../index.js';

/** Parses search input with the city's synonyms, which are cached in memory. */
export class SearchWords {
  private readonly synonyms: CachedValue<Synonyms>;

  constructor(database: Database) {
    this.synonyms = new CachedValue(async () =>
      synonymsFrom(
        await database.sql<SynonymPair & Record<string, unknown>>(
          'SELECT code AS word, formal FROM reference.synonyms WHERE formal IS NOT NULL ORDER BY code',
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
