/** Crockford's base32: without I, L, O and U, to avoid misreading a printed code. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Builds an access code such as `K7QF-2M9P` from the first 40 bits. @throws RangeError for fewer than 5 bytes */
export const accessCodeFrom = (bytes: Uint8Array): string => {
  if (bytes.length < 5) throw new RangeError('an access code needs 5 bytes');
  const bits = [...bytes.subarray(0, 5)].map(byte => byte.toString(2).padStart(8, '0')).join('');
  const code = (bits.match(/.{5}/g) ?? []).map(five => alphabet.charAt(Number.parseInt(five, 2))).join('');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};

/**
 * Normalises a typed code to its printed form. It ignores case, blanks and hyphens, and reads the look-alikes O, I and
 * L as digits. It accepts any text.
 */
export const normalizeAccessCode = (text: string): string => {
  const code = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};
