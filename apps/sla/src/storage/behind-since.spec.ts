import { BehindSince } from './behind-since.js';

describe('a reader that is behind', () => {
  it('is so since the end went beyond what it has read', () => {
    const behind = new BehindSince();
    expect(behind.look('audit', 10, 10, 1_000)).toBeNull();
    expect(behind.look('audit', 10, 15, 2_000)).toBe(2_000);
    expect(behind.look('audit', 10, 20, 3_000)).toBe(2_000);
    expect(behind.look('audit', 14, 20, 4_000)).toBe(2_000);
  });

  it('is behind for less once it has read what is oldest, and not at all at the end', () => {
    const behind = new BehindSince();
    behind.look('audit', 0, 5, 1_000);
    behind.look('audit', 0, 9, 2_000);
    expect(behind.look('audit', 5, 9, 3_000)).toBe(2_000);
    expect(behind.look('audit', 9, 9, 4_000)).toBeNull();
    expect(behind.look('audit', 9, 12, 5_000)).toBe(5_000);
  });

  it('is known by its name', () => {
    const behind = new BehindSince();
    behind.look('audit', 0, 5, 1_000);
    expect(behind.look('sla', 5, 5, 2_000)).toBeNull();
    expect(behind.look('audit', 0, 5, 3_000)).toBe(1_000);
  });

  it('that stands still for days does not grow what is remembered of it without end, nor forget when that began', () => {
    const behind = new BehindSince();
    for (let n = 1; n <= 5_000; n += 1) behind.look('audit', 0, n, n);
    expect(behind.look('audit', 0, 6_000, 6_000)).toBe(1);
    expect(behind.look('audit', 4_000, 6_000, 6_001)).toBe(6_001);
  });
});
