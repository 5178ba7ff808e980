import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';

const defaultCountry = 'ID';

/**
 * Parses a typed number; without a country code it is Indonesian.
 * @returns null for an impossible number, such as a short service number
 */
const parse = (typed: string): PhoneNumber | null => {
  const number = parsePhoneNumberFromString(typed.replace(/^\D*0062/, '+62'), defaultCountry);
  return number?.isPossible() && !number.nationalNumber.startsWith('0') ? number : null;
};

/** Normalises a number to E.164, the stored form. @returns null for an impossible number */
export const telephoneOf = (typed: string): string | null => parse(typed)?.number ?? null;

/**
 * Normalises a number that can receive text messages. The library may not know new Indonesian prefixes: all mobile
 * numbers begin with 8, except 80, which is reserved for services.
 * @returns null for any other number
 */
export const mobileOf = (typed: string): string | null => {
  const number = parse(typed);
  if (!number) return null;
  const type = number.getType();
  const isMobile =
    number.countryCallingCode === '62'
      ? /^8[1-9]/.test(number.nationalNumber)
      : type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
  return isMobile ? number.number : null;
};
