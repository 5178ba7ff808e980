/**
 * Builds an SQL condition: the region is one of the given regions or inside one of them. `63.71.04` matches everything
 * inside it; `63.71.0` is no region code and matches nothing.
 * @param column a column with a region code
 * @param codes an SQL expression of type text[]
 */
export const isInRegions = (column: string, codes: string): string =>
  `EXISTS (SELECT FROM unnest(${codes}) AS region (code) WHERE ${column} = region.code OR starts_with(${column}, region.code || '.'))`;
