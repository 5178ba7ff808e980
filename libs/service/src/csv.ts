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

/** A column: the way to its value through a row, `office.code`, and whether that value is an instant. */
interface Column {
  readonly path: readonly string[];
  readonly isInstant: boolean;
}

/** In which zone a file for people shows instants. */
export interface LocalTime {
  readonly utcOffsetMinutes: number;
  /** As the header says it: `WITA`. */
  readonly zone: string;
}

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
  return {
    columns: columnsOf(items.element as z.ZodType),
    rowsOf: told => (told as { items: readonly object[] }).items,
    isPaged: next !== undefined,
  };
};

/** Fields of objects have columns of their own; a list, and what may hold anything, is one cell. */
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
 * A cell with a comma, a quote, CR or LF is quoted, also where CR or LF stand alone. A beginning that spreadsheets take
 * for a formula is given an apostrophe.
 */
const format = { record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true } as const;

/** The byte order mark, by which Excel knows UTF-8. */
export const byteOrderMark = '\ufeff';

/** @param local for people: names the zone of the times below; null for machines */
export const headerOf = ({ columns }: Table, local: LocalTime | null = null): string =>
  stringify(
    [columns.map(({ path, isInstant }) => path.join('.') + (local && isInstant ? ` (${local.zone})` : ''))],
    format,
  );
/**
 * Lines of RFC 4180, in UTF-8 once they are sent.
 * @param local for people: the zone that instants are shown in; null for machines, which get them as JSON has them
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

/** `2026-03-17 09:00:00`, which spreadsheets take for a date with a time; what is no instant stays as it is. */
const localTime = (value: unknown, { utcOffsetMinutes }: LocalTime): string | number => {
  const at = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at)
    ? cellOf(value)
    : new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
};

/** As JSON shows it, without quotes. A number stays one, so that nobody takes its minus for a formula. */
const cellOf = (value: unknown): string | number => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every(part => typeof part !== 'object')) return harmless(value.join('; '));
  return harmless(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

/**
 * Where the comma is in decimals, as in Indonesia, spreadsheets take the semicolon for the separator: what stands
 * behind one, behind a line break or behind blanks may come to be the beginning of a cell. Of real beginnings the
 * library takes care. No match runs over a separator: looking through many of them would take time by their square.
 */
const harmless = (text: string): string =>
  text.replace(/(^[^\S\t\r\n]+|[;\t\r\n][^\S\t\r\n]*"?)(?=[=+\-@\uff0b\uff0d\uff1d\uff20])/g, `$1'`);
