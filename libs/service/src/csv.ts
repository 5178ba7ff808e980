import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';

/** Rows with a column for every field that their schema names, so that a new field is a new column. */
export interface Table {
  readonly columns: readonly Column[];
  /** The rows in an answer of the operation. */
  rowsOf(answer: object): readonly object[];
  /** Whether the answer is one page of several. */
  readonly isPaged: boolean;
}

/** The way to a value through a row: `office.code` is its name. */
type Column = readonly string[];

/** The rows of an answer whose rows are not called `items`. */
export interface Rows {
  readonly row: z.ZodType;
  of(answer: never): readonly object[];
}

/** The table that an answer is; null where it is none. @param rows where they are not `items` */
export const tableOf = (answer: z.ZodType | undefined, rows?: Rows): Table | null => {
  if (rows) return { columns: columnsOf(rows.row), rowsOf: told => rows.of(told as never), isPaged: false };
  if (!(answer instanceof z.ZodObject)) return null;
  const { items, next } = answer.shape as Record<string, z.ZodType | undefined>;
  if (!(items instanceof z.ZodArray)) return null;
  return { columns: columnsOf(items.element as z.ZodType), rowsOf: told => (told as { items: readonly object[] }).items, isPaged: next !== undefined };
};

/** Fields of objects have columns of their own; a list, and what may hold anything, is one cell. */
const columnsOf = (schema: z.ZodType, above: Column = []): readonly Column[] => {
  const bare = unwrapped(schema);
  return bare instanceof z.ZodObject && !isOpen(bare)
    ? Object.entries(bare.shape as Record<string, z.ZodType>).flatMap(([name, field]) => columnsOf(field, [...above, name]))
    : [above];
};
const isOpen = ({ def: { catchall } }: z.ZodObject): boolean => catchall !== undefined && !(catchall instanceof z.ZodNever);
const unwrapped = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodReadonly ? unwrapped(schema.unwrap() as z.ZodType) : schema;

/** A beginning that spreadsheets take for a formula is given an apostrophe. */
const format = { record_delimiter: 'windows', escape_formulas: true } as const;

export const headerOf = ({ columns }: Table): string => stringify([columns.map(column => column.join('.'))], format);
/** Lines of RFC 4180, in UTF-8 once they are sent. */
export const linesOf = ({ columns }: Table, rows: readonly object[]): string =>
  stringify(rows.map(row => columns.map(column => cellOf(column.reduce<unknown>((part, name) => (part as Record<string, unknown> | null | undefined)?.[name], row)))), format);

/** As JSON shows it, without quotes. A number stays one, so that nobody takes its minus for a formula. */
const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every(part => typeof part !== 'object')) return harmless(value.join('; '));
  return harmless(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

/**
 * Where the comma is in decimals, as in Indonesia, spreadsheets take the semicolon for the separator: what stands behind one, behind a
 * line break or behind blanks may come to be the beginning of a cell. Of real beginnings the library takes care. No match runs over a
 * separator: looking through many of them would take time by their square.
 */
const harmless = (text: string): string => text.replace(/(^[^\S\t\r\n]+|[;\t\r\n][^\S\t\r\n]*"?)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])/g, `$1'`);
