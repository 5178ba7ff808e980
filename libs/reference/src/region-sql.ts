/**
 * Being in one of some regions or in anything inside them, as a condition: `63.71.04` means everything in it, `63.71.0`
 * means nothing.
 * @param column with a region's code
 * @param codes an expression of type text[]
 */
export const liesIn = (column: string, codes: string): string =>
  `EXISTS (SELECT FROM unnest(${codes}) AS region (code) WHERE ${column} = region.code OR starts_with(${column}, region.code || '.'))`;
