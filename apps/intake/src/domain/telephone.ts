import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';

const home = 'ID';

/**
 * A number as people write it; without a country it is an Indonesian one. Null where there can be no such number, as
 * for short numbers of services.
 */
const read = (typed: string): PhoneNumber | null => {
  const number = parsePhoneNumberFromString(typed.replace(/^\D*0062/, '+62'), home);
  return number?.isPossible() && !number.nationalNumber.startsWith('0') ? number : null;
};

/** The number in the one form in which it is kept, E.164; null where it cannot be one. */
export const telephoneOf = (typed: string): string | null => read(typed)?.number ?? null;

/**
 * The same of a number that a text message reaches, else null. Of Indonesian ones the library may not know the newest:
 * all begin with 8, but 80 is for services.
 */
export const mobileOf = (typed: string): string | null => {
  const number = read(typed);
  if (!number) return null;
  const type = number.getType();
  const isMobile =
    number.countryCallingCode === '62'
      ? /^8[1-9]/.test(number.nationalNumber)
      : type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
  return isMobile ? number.number : null;
};
