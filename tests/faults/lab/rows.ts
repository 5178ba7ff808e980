import type pg from 'pg';

/** A connection within a transaction, so that all reads see the same snapshot. */
export type Reader = pg.Client;

const atOnce = 20_000;
let cursors = 0;

/** Streams the rows of a statement, some thousands in memory at a time. */
export async function* rowsOf<Row extends pg.QueryResultRow>(reader: Reader, statement: string): AsyncGenerator<Row> {
  const cursor = `rows_${++cursors}`;
  await reader.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${statement}`);
  for (;;) {
    const { rows } = await reader.query<Row>(`FETCH ${atOnce} FROM ${cursor}`);
    yield* rows;
    if (rows.length < atOnce) break;
  }
  await reader.query(`CLOSE ${cursor}`);
}

/** Reads all rows. */
export const collected = async <Row extends pg.QueryResultRow>(reader: Reader, statement: string): Promise<Row[]> => {
  const all: Row[] = [];
  for await (const row of rowsOf<Row>(reader, statement)) all.push(row);
  return all;
};
