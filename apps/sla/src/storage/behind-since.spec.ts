import { BehindSince } from './behind-since.js';

describe('BehindSince', () => {
  it('returns the instant at which the end first passed the position of the reader', () => {
    const behind = new BehindSince();
    expect(behind.observe('audit', 10, 10, 1_000)).toBeNull();
    expect(behind.observe('audit', 10, 15, 2_000)).toBe(2_000);
    expect(behind.observe('audit', 10, 20, 3_000)).toBe(2_000);
    expect(behind.observe('audit', 14, 20, 4_000)).toBe(2_000);
  });

  it('returns a later instant once the reader has read the oldest entries, and null at the end', () => {
    const behind = new BehindSince();
    behind.observe('audit', 0, 5, 1_000);
    behind.observe('audit', 0, 9, 2_000);
    expect(behind.observe('audit', 5, 9, 3_000)).toBe(2_000);
    expect(behind.observe('audit', 9, 9, 4_000)).toBeNull();
    expect(behind.observe('audit', 9, 12, 5_000)).toBe(5_000);
  });

  it('tracks each reader by its name', () => {
    const behind = new BehindSince();
    behind.observe('audit', 0, 5, 1_000);
    expect(behind.observe('sla', 5, 5, 2_000)).toBeNull();
    expect(behind.observe('audit', 0, 5, 3_000)).toBe(1_000);
  });

  it('keeps a bounded number of milestones for a stalled reader, including the first', () => {
    const behind = new BehindSince();
    for (let n = 1; n <= 5_000; n += 1) behind.observe('audit', 0, n, n);
    expect(behind.observe('audit', 0, 6_000, 6_000)).toBe(1);
    expect(behind.observe('audit', 4_000, 6_000, 6_001)).toBe(6_001);
  });
});
