import type { IncomingHttpHeaders } from 'node:http';

/** The languages that Tuntas speaks; Indonesian where nobody asks. */
export type Language = 'id' | 'en';

/**
 * Primary subtags that each language answers to. `in` is Indonesian as Java and Android spell it (ISO 639 until 1989),
 * three letters are ISO 639-2 and -3. Whoever reads Malay, Banjar, Javanese or Sundanese reads Indonesian rather than
 * English.
 */
const spellings: Readonly<Record<Language, readonly string[]>> = {
  id: ['id', 'in', 'ind', 'ms', 'msa', 'may', 'zsm', 'bjn', 'jv', 'jav', 'su', 'sun'],
  en: ['en', 'eng'],
};
const languages = Object.keys(spellings) as Language[];

/**
 * The language of a request by `Accept-Language` (RFC 9110 section 12.5.4): the one with the greatest weight, of equal
 * ones the one named first. `*` speaks for what is not named. A range with a weight that is none is passed over.
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

/** `en-GB;q=0.8`; Java writes an underscore at times. */
const rangeOf = (text: string, nth: number): (Place & { readonly primary: string })[] => {
  const [tag = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase());
  const weight = parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? '1';
  return /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(weight)
    ? [{ primary: tag.split(/[-_]/, 1)[0]!, weight: Number(weight), nth }]
    : [];
};
