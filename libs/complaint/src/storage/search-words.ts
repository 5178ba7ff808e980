import type { Database } from '@tuntas/database';
import { Fresh } from '@tuntas/reference';
import { searchFor, synonymsFrom, type Search, type SynonymPair, type Synonyms } from '../index.js';

/** Reads what people type into a search with the city's synonyms, which are held in memory. */
export class SearchWords {
  private readonly synonyms: Fresh<Synonyms>;

  constructor(database: Database) {
    this.synonyms = new Fresh(async () =>
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

/** The query of a search's words. @param words the placeholder of what `searchFor` made of them */
export const queryOf = (words: string): string => `to_tsquery('pg_catalog.indonesian', ${words})`;
