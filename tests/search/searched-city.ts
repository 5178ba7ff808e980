import { readFileSync } from 'node:fs';
import type { City } from '../kit/city.js';

/** A query of the test set with the complaints that a reader would expect, written before the index was tuned. */
export interface ExpectedSearch {
  readonly q: string;
  readonly kind: string;
  /** Not used for tuning; its results show how well unknown queries do. */
  readonly heldOut?: boolean;
  /** Names of `deploy/demo/complaints.json`. */
  readonly expected: readonly string[];
}
export const expectedSearches = JSON.parse(
  readFileSync('tests/search/queries.json', 'utf8'),
) as readonly ExpectedSearch[];

/**
 * Lodges the complaints of the demo.
 * @returns their names by id
 */
export const lodgeDemo = async (city: City): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>();
  for (const { id: name, ...complaint } of JSON.parse(readFileSync('deploy/demo/complaints.json', 'utf8')) as {
    id: string;
  }[]) {
    const { id } = await city.lodge({ counter: null, ...undemanding, ...complaint }, { as: 'coordinator' });
    names.set(id, name);
  }
  return names;
};
/** Fields of the sample complaint that a complaint of the demo may lack. */
const undemanding = { category: null, location: null, complainant: null, requestedSettlement: null, isAnonymous: true };

export interface Measured extends ExpectedSearch {
  readonly found: readonly string[];
  readonly right: readonly string[];
}

/** Runs the queries and returns the results in order. */
export const measure = async (city: City, names: ReadonlyMap<string, string>): Promise<readonly Measured[]> => {
  const measured: Measured[] = [];
  for (const search of expectedSearches) {
    const { status, body } = await city.get(`/v1/complaints?limit=200&q=${encodeURIComponent(search.q)}`, {
      as: 'coordinator',
    });
    if (status !== 200) throw new Error(`${search.q}: ${status}`);
    const found = body.items.map(({ id }: { id: string }) => names.get(id)!);
    measured.push({ ...search, found, right: found.filter((name: string) => search.expected.includes(name)) });
  }
  return measured;
};

/** Means over the queries in per cent: recall, precision, and how often the first result is the expected one. */
export const figuresOf = (
  measured: readonly Measured[],
): { readonly queries: number; readonly recall: number; readonly precision: number; readonly first: number } => {
  const mean = (of: (each: Measured) => number): number =>
    Math.round((1000 * measured.reduce((sum, each) => sum + of(each), 0)) / measured.length) / 10;
  return {
    queries: measured.length,
    recall: mean(({ right, expected }) => right.length / expected.length),
    precision: mean(({ right, found }) => (found.length === 0 ? 0 : right.length / found.length)),
    first: mean(({ found, expected }) => Number(found[0] !== undefined && expected.includes(found[0]))),
  };
};

/** The same search by PostgreSQL alone, for comparison: raw query and raw text, without an order. */
export const measureBare = async (city: City, names: ReadonlyMap<string, string>): Promise<readonly Measured[]> => {
  const measured: Measured[] = [];
  for (const search of expectedSearches) {
    const rows = await city.sql<{ id: string }>(
      `SELECT complaint_id AS id FROM complaints.texts WHERE field IN ('subject', 'description') GROUP BY 1
       HAVING to_tsvector('indonesian', string_agg(body, ' ')) @@ websearch_to_tsquery('indonesian', $1)`,
      [search.q],
    );
    const found = rows.map(({ id }) => names.get(id)!);
    measured.push({ ...search, found, right: found.filter(name => search.expected.includes(name)) });
  }
  return measured;
};
