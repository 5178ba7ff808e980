import fc from 'fast-check';
import { accessCodeFrom, normalizeAccessCode } from './access-code.js';

const bytes = fc.uint8Array({ minLength: 5, maxLength: 32 });

describe('access code', () => {
  it('consists of eight characters without look-alikes', () => {
    expect(accessCodeFrom(new Uint8Array([0, 0, 0, 0, 0]))).toBe('0000-0000');
    expect(accessCodeFrom(new Uint8Array([255, 255, 255, 255, 255]))).toBe('ZZZZ-ZZZZ');
    expect(accessCodeFrom(new Uint8Array([0x00, 0x44, 0x32, 0x14, 0xc7]))).toBe('0123-4567');
    fc.assert(fc.property(bytes, some => /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(accessCodeFrom(some))));
    expect(() => accessCodeFrom(new Uint8Array(4))).toThrow(RangeError);
  });

  it('encodes all of the first forty bits', () => {
    fc.assert(
      fc.property(
        bytes,
        bytes,
        (a, b) => (accessCodeFrom(a) === accessCodeFrom(b)) === (a.subarray(0, 5).join() === b.subarray(0, 5).join()),
      ),
    );
  });

  it('is normalised from lower case, with blanks, and with look-alikes', () => {
    expect(normalizeAccessCode(' k7qf 2m9p ')).toBe('K7QF-2M9P');
    expect(normalizeAccessCode('O1lI-oiL0')).toBe('0111-0110');
    fc.assert(
      fc.property(bytes, some => {
        const code = accessCodeFrom(some);
        return normalizeAccessCode(code) === code && normalizeAccessCode(code.toLowerCase().replace('-', '')) === code;
      }),
    );
  });

  it('normalises any text idempotently', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), typed => {
        const once = normalizeAccessCode(typed);
        return normalizeAccessCode(once) === once;
      }),
    );
  });
});
