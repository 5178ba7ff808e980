import type pg from 'pg';

/** A connection within a transaction, so that all reads see the same snapshot. */
export type Reader = pg.Client;

const atOnce = 20_000;
let cursors = 0;

/** Streams the rows of a statement, some thousands in memory at a time. */
export async function* rowsOf(reader: Reader, statement: string): AsyncGenerator<Record<string, any>> {
  const cursor = `rows_${++cursors}`;
  await reader.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${statement}`);
  for (;;) {
    const { rows } = await reader.query<Record<string, any>>(`FETCH ${atOnce} FROM ${cursor}`);
    yield* rows;
    if (rows.length < atOnce) break;
  }
  await reader.query(`CLOSE ${cursor}`);
}

/** Reads and converts all rows. */
export const collected = async <T>(
  reader: Reader,
  statement: string,
  make: (row: Record<string, any>) => T,
): Promise<T[]> => {
  const all: T[] = [];
  for await (const row of rowsOf(reader, statement)) all.push(make(row));
  return all;
};
