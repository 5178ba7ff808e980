import type { EntitySchema, EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';

/** A row as the driver returns it, by column name. A statement may select further columns. */
export interface StoredRow {
  readonly [column: string]: unknown;
}

/** SQL expressions by property. */
export type Expressions<Row> = { readonly [P in keyof Row & string]?: string };

interface Column<Row> extends EntitySchemaColumnOptions {
  readonly property: keyof Row & string;
  readonly name: string;
  readonly transformer?: ValueTransformer;
}

/**
 * Maps the rows of a table and writes its hot statements. Names, order and conversions of the columns come from the
 * entity schema; each statement is computed once (docs/decisions/0034-entity-schemas-list-the-columns.md).
 */
export class Table<Row extends object> {
  private readonly keys: readonly Column<Row>[];
  private readonly changeable: readonly Column<Row>[];

  private constructor(
    readonly name: string,
    private readonly all: readonly Column<Row>[],
  ) {
    this.keys = all.filter(({ primary }) => primary);
    this.changeable = all.filter(({ primary, update }) => !primary && update !== false);
  }

  static of<Row extends object>({ options }: EntitySchema<Row>): Table<Row> {
    return new Table(
      `${options.schema}.${options.tableName}`,
      Object.entries(options.columns as Record<string, EntitySchemaColumnOptions>).map(
        ([property, column]) => ({ ...column, property }) as Column<Row>,
      ),
    );
  }

  /** The same table with these columns only. */
  only<P extends keyof Row & string>(...properties: readonly P[]): Table<Pick<Row, P>> {
    return new Table<Pick<Row, P>>(
      this.name,
      this.all.filter((each): each is Column<Pick<Row, P>> =>
        (properties as readonly string[]).includes(each.property),
      ),
    );
  }

  /** The same table without these columns. */
  without<P extends keyof Row & string>(...properties: readonly P[]): Table<Omit<Row, P>> {
    return new Table<Omit<Row, P>>(
      this.name,
      this.all.filter(
        (each): each is Column<Omit<Row, P>> => !(properties as readonly string[]).includes(each.property),
      ),
    );
  }

  /** The columns for a SELECT: `id, lodged_at`, or `c.id, c.lodged_at` with an alias. */
  columns(alias?: string): string {
    return this.all.map(({ name }) => (alias === undefined ? name : `${alias}.${name}`)).join(', ');
  }

  /** Maps a row. @throws Error if the statement did not select a column of the table */
  fromRow(row: StoredRow): Row {
    const mapped: Partial<Record<keyof Row, unknown>> = {};
    for (const { property, name, transformer } of this.all) {
      const value = row[name];
      if (value === undefined) throw new Error(`The column ${name} of ${this.name} was not selected.`);
      mapped[property] = transformer ? transformer.from(value) : value;
    }
    return mapped as Row;
  }

  /** `INSERT ... VALUES ($1, ...)` of one row; its parameters are `values(row)`. */
  get insert(): string {
    return `INSERT INTO ${this.name} (${this.columns()}) VALUES (${this.all.map((_, i) => `$${i + 1}`).join(', ')})`;
  }

  /** The columns of `INSERT ... SELECT`, each with the SQL expression that it is selected from. */
  insertSelect(expressions: Expressions<Row>): string {
    const given = this.all.filter(({ property }) => expressions[property] !== undefined);
    return `INSERT INTO ${this.name} (${given.map(({ name }) => name).join(', ')})
  SELECT ${given.map(({ property }) => expressions[property]).join(', ')}`;
  }

  /** `UPDATE` of the columns that may change, by primary key; its parameters are `changes(row)`. */
  get update(): string {
    const keys = this.keys.map(({ name }, i) => `${name} = $${i + 1}`);
    const columns = this.changeable.map(({ name }, i) => `${name} = $${this.keys.length + i + 1}`);
    return `UPDATE ${this.name} SET ${columns.join(', ')} WHERE ${keys.join(' AND ')}`;
  }

  /** Inserts the rows of a JSON array, `json(rows)`, and updates the columns that may change of existing ones. */
  get upsert(): string {
    return `INSERT INTO ${this.name} (${this.columns()})
  SELECT ${this.columns()} FROM jsonb_populate_recordset(NULL::${this.name}, $1::jsonb)
  ${this.onConflict()}`;
  }

  /**
   * `ON CONFLICT` of the primary key: updates the columns that may change.
   * @param expressions the new value of a column; by default that of the row `excluded`
   */
  onConflict(expressions: Expressions<Row> = {}): string {
    const columns = this.changeable.map(
      ({ property, name }) => `${name} = ${expressions[property] ?? `excluded.${name}`}`,
    );
    return `ON CONFLICT (${this.keys.map(({ name }) => name).join(', ')}) DO UPDATE SET ${columns.join(', ')}`;
  }

  /**
   * Updates the columns that may change from the rows of a JSON array, `json(rows)`. Unlike `upsert` it creates no row.
   * @param expressions the new value of a column; by default that of the array's row `c`. The table's row is `h`
   */
  updateMany(expressions: Expressions<Row> = {}): string {
    return `UPDATE ${this.name} AS h
  SET ${this.changeable.map(({ property, name }) => `${name} = ${expressions[property] ?? `c.${name}`}`).join(', ')}
  FROM jsonb_populate_recordset(NULL::${this.name}, $1::jsonb) AS c
  WHERE ${this.keys.map(({ name }) => `h.${name} = c.${name}`).join(' AND ')}`;
  }

  /** The parameters of `insert`. */
  values(row: Row): unknown[] {
    return this.all.map(column => parameter(column, row));
  }

  /** The parameters of `update`. */
  changes(row: Row): unknown[] {
    return [...this.keys, ...this.changeable].map(column => parameter(column, row));
  }

  /** The parameter of `upsert` and `updateMany`. A table with binary columns has none. */
  json(rows: readonly Row[]): string {
    return JSON.stringify(
      rows.map(row => Object.fromEntries(this.all.map(column => [column.name, stored(column, row)]))),
    );
  }
}

const stored = <Row>({ property, transformer }: Column<Row>, row: Row): unknown =>
  transformer ? transformer.to(row[property]) : row[property];

/** The driver sends an array as a PostgreSQL array, so JSON is serialized here. */
const parameter = <Row>(column: Column<Row>, row: Row): unknown => {
  const value = stored(column, row);
  return column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
};
