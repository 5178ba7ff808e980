import { checkCharacter } from './check-character.js';

const shape = /^([A-Z]{2,8})-(\d{4})-(\d{6,12})-([0-9A-Z])$/;

/**
 * Builds a ticket such as `BJM-2026-000123-D`: the tenant's prefix, the year of lodging, the running number, and a
 * check character.
 */
export const ticketOf = (prefix: string, year: number, number: number): string => {
  const digits = String(number).padStart(6, '0');
  return `${prefix}-${year}-${digits}-${checkCharacter(`${prefix}${year}${digits}`)}`;
};

/** Whether the text has the format of a ticket and a correct check character. */
export const isTicket = (text: string): boolean => {
  const [, prefix, year, digits, check] = shape.exec(text) ?? [];
  return check !== undefined && check === checkCharacter(`${prefix}${year}${digits}`);
};

/**
 * Normalises a typed ticket to its printed form. It ignores case, blanks and dashes of any kind, and reads the
 * look-alikes O, I and L among the digits as digits. Any other text is returned trimmed.
 */
export const normalizeTicket = (text: string): string => {
  const [, prefix, year, digits, check] =
    typed.exec(
      text
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, ''),
    ) ?? [];
  return check === undefined ? text.trim() : `${prefix}-${digitsOf(year!)}-${digitsOf(digits!)}-${check}`;
};
/** A year begins with 2, which resembles no letter, so the end of the prefix is unambiguous. */
const typed = /^([A-Z]{2,8})(2[0-9OIL]{3})([0-9OIL]{6,12})([0-9A-Z])$/;
const digitsOf = (text: string): string => text.replaceAll('O', '0').replace(/[IL]/g, '1');
