import type { IncomingHttpHeaders } from 'node:http';

/** The languages that Tuntas speaks; Indonesian where nobody asks. */
export type Language = 'id' | 'en';

/** The language of a request by `Accept-Language` (RFC 9110 section 12.5.4). */
export const languageOf = (headers: IncomingHttpHeaders): Language => {
  let best: Language = 'id';
  let bestWeight = 0;
  for (const range of (headers['accept-language'] ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase());
    const primary = tag.split('-')[0];
    const language = primary === 'id' || primary === '*' ? 'id' : primary === 'en' ? 'en' : null;
    const weight = Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1);
    if (language && weight > bestWeight) { best = language; bestWeight = weight; }
  }
  return best;
};
