import type { Database } from '@tuntas/database';
import { PgRegistrationBook } from '../../apps/ombudsman/src/storage/pg-registration-book.js';
import { BareDatabase } from '../kit/bare-database.js';

const wita = 480;
const june = new Date('2026-06-15T02:00:00Z');
class Failed extends Error {}

describe('registration numbers of the Ombudsman', () => {
  let bare: BareDatabase;
  let database: Database;
  const book = (ombudsmanOffice = 'BJM') =>
    new PgRegistrationBook(database, { ombudsmanOffice, utcOffsetMinutes: wita });
  /** Assigns numbers as a transaction does that opens cases and may roll back. */
  const entered = (count: number, at: Date, { office = 'BJM', fails = false } = {}): Promise<readonly string[]> =>
    database
      .transaction(async () => {
        const numbers = await book(office).take(count, at);
        if (fails) throw new Failed();
        return numbers;
      })
      .catch((error: unknown) => {
        if (error instanceof Failed) return [];
        throw error;
      });
  const upTo = (last: number, rest: string) =>
    Array.from({ length: last }, (_, n) => `${String(n + 1).padStart(4, '0')}${rest}`);

  beforeEach(async () => {
    bare = await BareDatabase.make();
    database = await bare.openAs('ombudsman', 8);
  });
  afterEach(() => bare.drop());

  it('are assigned once and without gaps, under concurrency and failures', async () => {
    const counts = Array.from({ length: 60 }, (_, n) => 1 + (n % 3));
    const given = await Promise.all(counts.map((count, n) => entered(count, june, { fails: n % 4 === 0 })));
    const expected = counts.reduce((sum, count, n) => sum + (n % 4 === 0 ? 0 : count), 0);
    expect(given.flat().sort()).toEqual(upTo(expected, '/LM/VI/2026/BJM'));
    expect(
      given.every(numbers =>
        numbers.every((number, i) => i === 0 || Number(number.slice(0, 4)) === Number(numbers[i - 1]!.slice(0, 4)) + 1),
      ),
    ).toBe(true);
  });

  it('begin again each year in local time, and for each office', async () => {
    const lastMinute = new Date('2026-12-31T15:59:00Z');
    const firstMinute = new Date('2026-12-31T16:00:00Z');
    const given = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        entered(1, n % 2 ? firstMinute : lastMinute, { office: n % 3 ? 'BJM' : 'PTK' }),
      ),
    );
    expect(given.flat().sort()).toEqual(
      [
        ...upTo(4, '/LM/XII/2026/BJM'),
        ...upTo(2, '/LM/XII/2026/PTK'),
        ...upTo(4, '/LM/I/2027/BJM'),
        ...upTo(2, '/LM/I/2027/PTK'),
      ].sort(),
    );
  });
});
