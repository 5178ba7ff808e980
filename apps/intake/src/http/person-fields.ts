import { z } from 'zod';
import { telephoneOf } from '../use-cases/telephone.js';

/**
 * What people put between digits, and what Word and telephones put there unseen: blanks, dots, hyphens of every length,
 * direction marks.
 */
const digitsOf16 =
  /^(?:[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212.-]*[0-9]){16}[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212.-]*$/;
const telephoneShape =
  /^[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*(?:\+[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*)?[0-9](?:[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*[0-9]){3,19}[\s\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060-\u2069\u2212().\/-]*$/;

/** A NIK, kept as its 16 digits. */
export const nationalId = z
  .string()
  .regex(digitsOf16, { error: 'national_id' })
  .transform(typed => typed.replace(/\D/g, ''))
  .describe('NIK: 16 digits, with or without blanks, dots and hyphens between them; kept as digits');

/** A telephone number, kept in one form. */
export const phone = z
  .string()
  .regex(telephoneShape, { error: 'phone' })
  .transform((typed, context) => {
    const number = telephoneOf(typed);
    if (number === null) context.issues.push({ code: 'custom', message: 'phone', input: typed });
    return number;
  })
  .describe(
    'As people write it; without a country it is Indonesian. Kept as E.164. Short numbers of services, and what can be no number, are refused',
  )
  .meta({ examples: ['+6281234567890', '0812-3456-7890', '(0511) 3353933'] });

export const email = z
  .string()
  .trim()
  .max(254)
  .check(z.email())
  .meta({ format: undefined, pattern: `^\\s*${z.regexes.email.source.slice(1, -1)}\\s*$` })
  .describe('Blanks at its ends are no part of it');
