import { column, defineEntity, fixed, nullable, primary } from './entity.js';
import { Table } from './table.js';

interface Note {
  readonly id: string;
  readonly lodgedAt: Date;
  readonly pages: number | null;
  readonly marks: readonly { readonly at: Date }[];
}
type MarkJson = { readonly at: string };
const marks = {
  ...column.json,
  transformer: {
    from: (stored: readonly MarkJson[]) => stored.map(({ at }) => ({ at: new Date(at) })),
    to: (value: Note['marks']) => value,
  },
};
const notes = Table.of(
  defineEntity<Note>('toy.notes', {
    id: primary(column.uuid),
    lodgedAt: fixed(column.instant),
    pages: nullable(column.integer),
    marks,
  }),
);
const noon = new Date('2026-06-15T12:00:00Z');
const note: Note = { id: 'a', lodgedAt: noon, pages: null, marks: [{ at: noon }] };

describe('entity schema', () => {
  it('does not compile with a missing or misnamed column, or with another type or nullability', () => {
    const id = primary(column.uuid);
    const lodgedAt = column.instant;
    const pages = nullable(column.integer);
    // @ts-expect-error `pages` is missing
    defineEntity<Note>('toy.notes', { id, lodgedAt, marks });
    // @ts-expect-error `page` is no property
    defineEntity<Note>('toy.notes', { id, lodgedAt, pages, marks, page: column.integer });
    // @ts-expect-error an instant is no text
    defineEntity<Note>('toy.notes', { id, lodgedAt: column.text, pages, marks });
    // @ts-expect-error `pages` can be null
    defineEntity<Note>('toy.notes', { id, lodgedAt, pages: column.integer, marks });
    // @ts-expect-error `lodgedAt` cannot be null
    defineEntity<Note>('toy.notes', { id, lodgedAt: nullable(column.instant), pages, marks });
  });
});

describe('table', () => {
  it('maps a row by the names of its columns and ignores further columns', () => {
    const row = { id: 'a', lodged_at: noon, pages: null, marks: [{ at: noon.toISOString() }], ticket: 'BJM-1' };
    expect(notes.fromRow(row)).toEqual(note);
  });

  it('refuses a row that lacks a column', () => {
    expect(() => notes.fromRow({ id: 'a', lodged_at: noon, marks: [] })).toThrow('pages of toy.notes');
    expect(notes.without('pages', 'marks').fromRow({ id: 'a', lodged_at: noon })).toEqual({ id: 'a', lodgedAt: noon });
  });

  it('passes the parameters of an insert in the order of its columns, JSON as text', () => {
    expect(notes.insert).toBe('INSERT INTO toy.notes (id, lodged_at, pages, marks) VALUES ($1, $2, $3, $4)');
    expect(notes.values(note)).toEqual(['a', noon, null, JSON.stringify([{ at: noon }])]);
  });

  it('never updates the primary key and fixed columns', () => {
    expect(notes.update).toBe('UPDATE toy.notes SET pages = $2, marks = $3 WHERE id = $1');
    expect(notes.changes(note)).toEqual(['a', null, JSON.stringify([{ at: noon }])]);
    expect(notes.onConflict({ pages: 'notes.pages + excluded.pages' })).toBe(
      'ON CONFLICT (id) DO UPDATE SET pages = notes.pages + excluded.pages, marks = excluded.marks',
    );
  });

  it('selects each column of INSERT ... SELECT from its own expression', () => {
    expect(notes.insertSelect({ marks: 'm.marks', id: '$1' })).toBe(
      'INSERT INTO toy.notes (id, marks)\n  SELECT $1, m.marks',
    );
  });

  it('lists columns with an alias', () => {
    expect(notes.only('id', 'lodgedAt').columns('n')).toBe('n.id, n.lodged_at');
  });
});
