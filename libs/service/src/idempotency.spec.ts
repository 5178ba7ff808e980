import { idempotencyKeyOf, versionOf } from './idempotency.js';

describe('Idempotency-Key', () => {
  it('may be absent', () => expect(idempotencyKeyOf(undefined)).toBeNull());
  it.each(['a', 'K 7!', 'x'.repeat(255)])('may be %p', key => expect(idempotencyKeyOf(key)).toBe(key));
  it.each(['', 'x'.repeat(256), 'a\tb', 'kunci é'])('may not be %p', key =>
    expect(() => idempotencyKeyOf(key)).toThrow('request.idempotency-key'),
  );
});

describe('If-Match', () => {
  it.each([
    [undefined, null],
    ['*', null],
    ['"7"', 7],
    ['W/"12"', 12],
    [' "0" ', 0],
  ])('of %p is version %p', (header, version) => {
    expect(versionOf(header)).toBe(version);
  });
  it.each(['7', '"x"', '"1", "2"', '', '"-1"', `"${'9'.repeat(16)}"`])('may not be %p', header =>
    expect(() => versionOf(header)).toThrow('request.if-match'),
  );
});
