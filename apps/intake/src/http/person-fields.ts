import { z } from 'zod';
import { telephoneOf } from '../domain/telephone.js';

/**
 * The patterns accept separators that people type, and invisible characters that word processors and telephones insert:
 * blanks, dots, hyphens of any length, direction marks.
 */
const digitsOf16 =
  /^(?:[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212.-]*[0-9]){16}[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212.-]*$/;
const telephoneShape =
  /^[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*(?:\+[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*)?[0-9](?:[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*[0-9]){3,19}[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*$/;

/** A national identity number (NIK), stored as 16 digits. */
export const nationalId = z
  .string()
  .regex(digitsOf16, { error: 'national_id' })
  .transform(typed => typed.replace(/\D/g, ''))
  .describe('NIK: 16 digits, optionally separated by blanks, dots or hyphens; stored as digits');

/** A telephone number, stored as E.164. */
export const phone = z
  .string()
  .regex(telephoneShape, { error: 'phone' })
  .transform((typed, context) => {
    const number = telephoneOf(typed);
    if (number === null) context.issues.push({ code: 'custom', message: 'phone', input: typed });
    return number;
  })
  .describe(
    'Telephone number in any common notation; Indonesian without a country code. Stored as E.164. Short service numbers and impossible numbers are rejected',
  )
  .meta({ examples: ['+6281234567890', '0812-3456-7890', '(0511) 3353933'] });

export const email = z
  .string()
  .trim()
  .max(254)
  .check(z.email())
  .meta({ format: undefined, pattern: `^\\s*${z.regexes.email.source.slice(1, -1)}\\s*$` })
  .describe('Leading and trailing blanks are removed');
