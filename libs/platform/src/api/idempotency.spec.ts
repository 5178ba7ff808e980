import { idempotencyKeyOf, versionOf } from './idempotency.js';

describe('idempotencyKeyOf', () => {
  it('returns null without the header', () => expect(idempotencyKeyOf(undefined)).toBeNull());
  it.each(['a', 'K 7!', 'x'.repeat(255)])('accepts %p', key => expect(idempotencyKeyOf(key)).toBe(key));
  it.each(['', 'x'.repeat(256), 'a\tb', 'kunci é'])('rejects %p', key =>
    expect(() => idempotencyKeyOf(key)).toThrow('request.idempotency-key'),
  );
});

describe('versionOf', () => {
  it.each([
    [undefined, null],
    ['*', null],
    ['"7"', 7],
    ['W/"12"', 12],
    [' "0" ', 0],
  ])('parses the If-Match header %p as version %p', (header, version) => {
    expect(versionOf(header)).toBe(version);
  });
  it.each(['7', '"x"', '"1", "2"', '', '"-1"', `"${'9'.repeat(16)}"`])('rejects the If-Match header %p', header =>
    expect(() => versionOf(header)).toThrow('request.if-match'),
  );
});
