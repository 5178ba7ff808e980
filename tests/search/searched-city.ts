import { readFileSync } from 'node:fs';
import type { City } from '../kit/city.js';

/**
 * A query of the test set: what a reader of all the complaints would expect to find, written before the index was
 * tuned.
 */
export interface ExpectedSearch {
  readonly q: string;
  readonly kind: string;
  /** Not looked at while tuning: what these find tells how well others will be found. */
  readonly heldOut?: boolean;
  /** Names of `deploy/demo/complaints.json`. */
  readonly expected: readonly string[];
}
export const expectedSearches = JSON.parse(
  readFileSync('tests/search/queries.json', 'utf8'),
) as readonly ExpectedSearch[];

/** Lodges the complaints of the demo. @returns their names by id */
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
/** What the sample of the tests has and a complaint of the demo need not have. */
const undemanding = { category: null, location: null, complainant: null, requestedSettlement: null, isAnonymous: true };

export interface Measured extends ExpectedSearch {
  readonly found: readonly string[];
  readonly right: readonly string[];
}

/** What the city finds, in its order. */
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

/**
 * Means over the queries, in per cent: of what is expected how much is found, of what is found how much is expected,
 * and how often the first one is.
 */
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

/** The same by PostgreSQL alone, for comparison: what was typed and what was written, in no particular order. */
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
