import type { IncomingHttpHeaders } from 'node:http';

/**
 * In which of these media types to answer, by `Accept` (RFC 9110 section 12.5.1).
 * @param offered the first serves whoever does not care, and whoever asks for none of them
 */
export const mediaTypeOf = <const Offered extends readonly [string, ...string[]]>({ accept = '*/*' }: IncomingHttpHeaders, offered: Offered): Offered[number] => {
  const ranges = accept.split(',').map(rangeOf);
  return offered.reduce((best, type) => weightOf(type, ranges) > weightOf(best, ranges) ? type : best, offered[0]);
};

interface Range { readonly type: string; readonly weight: number }

const rangeOf = (text: string): Range => {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase());
  return { type, weight: Number(parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? 1) || 0 };
};

/** Of the most exact range that names the type. */
const weightOf = (type: string, ranges: readonly Range[]): number => {
  const of = (name: string): number | undefined => ranges.find(range => range.type === name)?.weight;
  return of(type) ?? of(`${type.split('/')[0]!}/*`) ?? of('*/*') ?? 0;
};
