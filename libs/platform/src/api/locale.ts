import type { IncomingHttpHeaders } from 'node:http';

/** The supported languages. The default is Indonesian. */
export type Language = 'id' | 'en';

/**
 * The primary subtags that select each language. `in` is Indonesian in Java and Android (ISO 639 until 1989). Subtags
 * of three letters are ISO 639-2 and -3. Malay, Banjar, Javanese and Sundanese select Indonesian, because their
 * speakers read it rather than English.
 */
const spellings: Readonly<Record<Language, readonly string[]>> = {
  id: ['id', 'in', 'ind', 'ms', 'msa', 'may', 'zsm', 'bjn', 'jv', 'jav', 'su', 'sun'],
  en: ['en', 'eng'],
};
const languages = Object.keys(spellings) as Language[];

/**
 * The language of a request by `Accept-Language` (RFC 9110 section 12.5.4): the one with the highest weight; among
 * equal weights, the first. `*` matches languages that are not named. A range with an invalid weight is ignored.
 */
export const languageOf = (headers: IncomingHttpHeaders): Language => {
  const ranges = (headers['accept-language'] ?? '').split(',').flatMap(rangeOf);
  const wanted = languages.flatMap(language => {
    const named = ranges.filter(({ primary }) => spellings[language].includes(primary));
    const place = (named.length > 0 ? named : ranges.filter(({ primary }) => primary === '*')).reduce<Place | null>(
      better,
      null,
    );
    return place && place.weight > 0 ? [{ language, ...place }] : [];
  });
  return wanted.reduce<(typeof wanted)[number] | null>(better, null)?.language ?? 'id';
};

interface Place {
  readonly weight: number;
  readonly nth: number;
}
const better = <P extends Place>(best: P | null, next: P): P =>
  best === null || next.weight > best.weight || (next.weight === best.weight && next.nth < best.nth) ? next : best;

/** Parses a range such as `en-GB;q=0.8`. Some Java clients send an underscore instead of the hyphen. */
const rangeOf = (text: string, nth: number): (Place & { readonly primary: string })[] => {
  const [tag = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase());
  const weight = parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? '1';
  return /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(weight)
    ? [{ primary: tag.split(/[-_]/, 1)[0]!, weight: Number(weight), nth }]
    : [];
};
