import type { IncomingHttpHeaders } from 'node:http';

/**
 * Selects the media type of the response by `Accept` (RFC 9110 section 12.5.1).
 * @param offered the first is the default, also if the client accepts none of them
 */
export const mediaTypeOf = <const Offered extends readonly [string, ...string[]]>(
  { accept = '*/*' }: IncomingHttpHeaders,
  offered: Offered,
): Offered[number] => {
  const ranges = accept.split(',').map(rangeOf);
  return offered.reduce((best, type) => (weightOf(type, ranges) > weightOf(best, ranges) ? type : best), offered[0]);
};

/**
 * Whether `Accept` requests this media type with this profile (RFC 6906), such as `text/csv; profile=excel`. If several
 * ranges name the type, the one with the highest weight counts.
 */
export const asksForProfile = ({ accept = '*/*' }: IncomingHttpHeaders, type: string, profile: string): boolean => {
  const [first] = accept
    .split(',')
    .map(rangeOf)
    .filter(range => range.type === type)
    .sort((one, other) => other.weight - one.weight);
  return first?.profile === profile;
};

interface Range {
  readonly type: string;
  readonly weight: number;
  readonly profile: string | undefined;
}

const rangeOf = (text: string): Range => {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase());
  const valueOf = (name: string): string | undefined =>
    parameters.find(parameter => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
  return { type, weight: Number(valueOf('q') ?? 1) || 0, profile: valueOf('profile')?.replace(/^"|"$/g, '') };
};

/** The weight of the most specific range that matches the type. */
const weightOf = (type: string, ranges: readonly Range[]): number => {
  const weightFor = (name: string): number | undefined => ranges.find(range => range.type === name)?.weight;
  return weightFor(type) ?? weightFor(`${type.split('/')[0]!}/*`) ?? weightFor('*/*') ?? 0;
};
