import { checkCharacter } from './check-character.js';

const shape = /^([A-Z]{2,8})-(\d{4})-(\d{6,12})-([0-9A-Z])$/;

/** The number that a citizen is given, `BJM-2026-000123-D`: the tenant's prefix, the year and number of lodging, a check character. */
export const ticketOf = (prefix: string, year: number, number: number): string => {
  const digits = String(number).padStart(6, '0');
  return `${prefix}-${year}-${digits}-${checkCharacter(`${prefix}${year}${digits}`)}`;
};

/** Whether the text has the shape of a ticket and its check character is right. */
export const isTicket = (text: string): boolean => {
  const [, prefix, year, digits, check] = shape.exec(text) ?? [];
  return check !== undefined && check === checkCharacter(`${prefix}${year}${digits}`);
};
