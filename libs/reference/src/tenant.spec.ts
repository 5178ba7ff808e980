import { dateIn, yearIn } from './tenant.js';

describe('dateIn and yearIn', () => {
  const late = new Date('2026-12-31T16:30:00Z');

  it('use the time zone of the tenant: the new year begins in Makassar before Jakarta', () => {
    expect([dateIn({ utcOffsetMinutes: 480 }, late), yearIn({ utcOffsetMinutes: 480 }, late)]).toEqual([
      '2027-01-01',
      2027,
    ]);
    expect([dateIn({ utcOffsetMinutes: 420 }, late), yearIn({ utcOffsetMinutes: 420 }, late)]).toEqual([
      '2026-12-31',
      2026,
    ]);
  });
});
