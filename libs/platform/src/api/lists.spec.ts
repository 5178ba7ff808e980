import { z } from 'zod';
import { pageOf, paging, timeSortKey } from './lists.js';

const query = z.strictObject(paging(timeSortKey));
const rows = [1, 2, 3].map(n => ({ at: new Date(n), id: `0199aaaa-0000-7000-8000-00000000000${n}` }));

describe('paging', () => {
  it('returns a cursor that parses to the sort key of the last row', () => {
    const { items, next } = pageOf(rows, 2, ({ at, id }) => ({ at, id }));
    expect(items).toEqual(rows.slice(0, 2));
    expect(query.parse({ cursor: next })).toEqual({ limit: 50, cursor: rows[1] });
  });

  it('returns null as next without a further row', () => {
    expect(pageOf(rows, 3, row => row).next).toBeNull();
    expect(pageOf([], 3, row => row)).toEqual({ items: [], next: null });
  });

  it.each([
    '',
    'x',
    Buffer.from('{}').toString('base64url'),
    Buffer.from('{"at":"today","id":"1"}').toString('base64url'),
    'A'.repeat(501),
  ])('rejects the cursor %j', cursor => {
    expect(query.safeParse({ cursor }).success).toBe(false);
  });

  it.each(['0', '201', '1.5', 'x'])('rejects the limit %j', limit => {
    expect(query.safeParse({ limit }).success).toBe(false);
  });
});
