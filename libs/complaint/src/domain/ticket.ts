import { checkCharacter } from './check-character.js';

const shape = /^([A-Z]{2,8})-(\d{4})-(\d{6,12})-([0-9A-Z])$/;

/**
 * The number that a citizen is given, `BJM-2026-000123-D`: the tenant's prefix, the year and number of lodging, a check
 * character.
 */
export const ticketOf = (prefix: string, year: number, number: number): string => {
  const digits = String(number).padStart(6, '0');
  return `${prefix}-${year}-${digits}-${checkCharacter(`${prefix}${year}${digits}`)}`;
};

/** Whether the text has the shape of a ticket and its check character is right. */
export const isTicket = (text: string): boolean => {
  const [, prefix, year, digits, check] = shape.exec(text) ?? [];
  return check !== undefined && check === checkCharacter(`${prefix}${year}${digits}`);
};

/**
 * A ticket as people type it, in the printed form: case, blanks, dashes of every kind and none do not matter, nor do
 * the look-alikes O, I and L among the digits. Any other text is given back as it is, without the blanks around it.
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
/** A year begins with a digit that looks like no letter, so the prefix ends before it. */
const typed = /^([A-Z]{2,8})(2[0-9OIL]{3})([0-9OIL]{6,12})([0-9A-Z])$/;
const digitsOf = (text: string): string => text.replaceAll('O', '0').replace(/[IL]/g, '1');
