import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** The PostgreSQL types that the driver returns as a value of type `V`. */
type ColumnTypeOf<V> = V extends string
  ? 'text' | 'uuid' | 'date'
  : V extends number
    ? 'smallint' | 'integer' | 'bigint' | 'double precision'
    : V extends boolean
      ? 'boolean'
      : V extends Date
        ? 'timestamptz'
        : V extends Uint8Array
          ? 'bytea'
          : V extends readonly string[]
            ? 'text' | 'uuid' | 'jsonb'
            : 'jsonb';
type ColumnOf<V> = Omit<EntitySchemaColumnOptions, 'type' | 'nullable'> & {
  readonly type: ColumnTypeOf<NonNullable<V>>;
} & (null extends V ? { readonly nullable: true } : { readonly nullable?: false });

/** A column for each property of `Row`; a missing column and one of another type or nullability do not compile. */
export type ColumnsOf<Row> = { readonly [P in keyof Row & string]-?: ColumnOf<Row[P]> };

/** `lodgedByRef` is stored in the column `lodged_by_ref`, unless the column options give another `name`. */
const columnName = (property: string): string => property.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/**
 * Defines the one list of columns of a table. Repositories and `Table` read it; a test compares it with the migrated
 * database (tests/stores/entity-schemas.spec.ts).
 * @param table schema and name, such as `complaints.texts`
 */
export const defineEntity = <Row extends object>(
  table: `${string}.${string}`,
  columns: ColumnsOf<Row>,
): EntitySchema<Row> => {
  const [schema, tableName] = table.split('.') as [string, string];
  return new EntitySchema<Row>({
    name: table,
    schema,
    tableName,
    columns: Object.fromEntries(
      Object.entries<EntitySchemaColumnOptions>(columns).map(([property, options]) => [
        property,
        { name: columnName(property), ...options },
      ]),
    ) as { [P in keyof Row]?: EntitySchemaColumnOptions },
  });
};

/** Column options. A column with `update: false` is written on insert only. */
export const column = {
  text: { type: 'text' },
  uuid: { type: 'uuid' },
  integer: { type: 'integer' },
  bigint: { type: 'bigint' },
  degrees: { type: 'double precision' },
  flag: { type: 'boolean' },
  instant: { type: 'timestamptz' },
  date: { type: 'date' },
  bytes: { type: 'bytea' },
  json: { type: 'jsonb' },
  texts: { type: 'text', array: true },
  uuids: { type: 'uuid', array: true },
} as const satisfies Record<string, EntitySchemaColumnOptions>;

export const primary = <Options extends EntitySchemaColumnOptions>(options: Options) =>
  ({ ...options, primary: true }) as const;
export const nullable = <Options extends EntitySchemaColumnOptions>(options: Options) =>
  ({ ...options, nullable: true }) as const;
/** For columns that are written on insert and never changed. */
export const fixed = <Options extends EntitySchemaColumnOptions>(options: Options) =>
  ({ ...options, update: false }) as const;
