import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';

/** A CSV table with one column for each field of the row schema, so that a new field becomes a new column. */
export interface Table {
  readonly columns: readonly Column[];
  /** The rows in a response of the operation. */
  rowsOf(response: object): readonly object[];
  /** Whether the response is one page of several. */
  readonly isPaged: boolean;
}

/** A column: the property path of its value in a row, such as `office.code`, and whether the value is an instant. */
interface Column {
  readonly path: readonly string[];
  readonly isInstant: boolean;
}

/** The time zone in which a file for people shows instants. */
export interface LocalTime {
  readonly utcOffsetMinutes: number;
  /** The name in the heading, such as `WITA`. */
  readonly zone: string;
}

/** How to read the rows of a response that has no `items`. */
export interface Rows {
  readonly row: z.ZodType;
  of(response: never): readonly object[];
}

/**
 * The CSV table of a response schema.
 * @param rows required if the rows are not in `items`
 * @returns null if the response has no rows
 */
export const tableOf = (schema: z.ZodType | undefined, rows?: Rows): Table | null => {
  if (rows) return { columns: columnsOf(rows.row), rowsOf: response => rows.of(response as never), isPaged: false };
  if (!(schema instanceof z.ZodObject)) return null;
  const { items, next } = schema.shape as Record<string, z.ZodType | undefined>;
  if (!(items instanceof z.ZodArray)) return null;
  return {
    columns: columnsOf(items.element as z.ZodType),
    rowsOf: response => (response as { items: readonly object[] }).items,
    isPaged: next !== undefined,
  };
};

/** Flattens nested objects to one column for each field. A list or an open object is one cell. */
const columnsOf = (schema: z.ZodType, above: Column['path'] = []): readonly Column[] => {
  const bare = unwrapped(schema);
  return bare instanceof z.ZodObject && !isOpen(bare)
    ? Object.entries(bare.shape as Record<string, z.ZodType>).flatMap(([name, field]) =>
        columnsOf(field, [...above, name]),
      )
    : [{ path: above, isInstant: bare instanceof z.ZodISODateTime }];
};
const isOpen = ({ def: { catchall } }: z.ZodObject): boolean =>
  catchall !== undefined && !(catchall instanceof z.ZodNever);
const unwrapped = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodReadonly
    ? unwrapped(schema.unwrap() as z.ZodType)
    : schema;

/**
 * Quotes a cell with a comma, a quotation mark, CR or LF, also a lone CR or LF. Prefixes an apostrophe to a cell that a
 * spreadsheet would evaluate as a formula.
 */
const format = { record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true } as const;

/** The byte order mark, by which Excel detects UTF-8. */
export const byteOrderMark = '\ufeff';

/** The heading line. @param local for people: the zone that is appended to headings of instants; null for machines */
export const headerOf = ({ columns }: Table, local: LocalTime | null = null): string =>
  stringify(
    [columns.map(({ path, isInstant }) => path.join('.') + (local && isInstant ? ` (${local.zone})` : ''))],
    format,
  );
/**
 * The rows as CSV lines (RFC 4180).
 * @param local for people: the zone of the instants; null for machines, which get instants as in JSON
 */
export const linesOf = ({ columns }: Table, rows: readonly object[], local: LocalTime | null = null): string =>
  stringify(
    rows.map(row =>
      columns.map(({ path, isInstant }) => {
        const value = path.reduce<unknown>(
          (part, name) => (part as Record<string, unknown> | null | undefined)?.[name],
          row,
        );
        return local && isInstant ? localTime(value, local) : cellOf(value);
      }),
    ),
    format,
  );

/** `2026-03-17 09:00:00`, which spreadsheets parse as a date with a time. Other values are left unchanged. */
const localTime = (value: unknown, { utcOffsetMinutes }: LocalTime): string | number => {
  const at = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at)
    ? cellOf(value)
    : new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
};

/** The JSON form without quotation marks. A number stays a number, so that its minus is not escaped as a formula. */
const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every(part => typeof part !== 'object')) return harmless(value.join('; '));
  return harmless(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

/**
 * Escapes formulas inside a cell. Spreadsheets of locales with a decimal comma, such as Indonesian, separate cells by
 * semicolons, so text after a semicolon, a line break or blanks may become the start of a cell. The library escapes the
 * start of the actual cell. No match spans a separator, which keeps the runtime linear.
 */
const harmless = (text: string): string =>
  text.replace(/(^[^\S\t\r\n]+|[;\t\r\n][^\S\t\r\n]*"?)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])/g, `$1'`);
