import { z } from 'zod';

/** A plain date of a filter, held as midnight UTC until it is converted to the time zone of the city. */
export class CityDate extends Date {}

const bare = (pattern: RegExp): string => pattern.source.replace(/^\^|\$$/g, '');
const pattern = new RegExp(`^(?:${bare(z.regexes.date)}|${bare(z.regexes.datetime({ offset: true }))})$`);
/** All stored instants are within this range. Dates beyond it may have no four-digit year. */
const [earliest, latest] = [Date.parse('1900-01-01'), Date.parse('2900-01-01')];
const within = (at: number): number => Math.min(latest, Math.max(earliest, at));

/**
 * The parameter of filters by time: an instant, or a plain date, which means midnight in the time zone of the city.
 * `SchemaPipe` converts dates with `inCityZone`.
 */
export const momentParam = z
  .string()
  .regex(pattern, 'moment')
  .transform((text): Date =>
    text.includes('T') ? new Date(within(Date.parse(text))) : new CityDate(within(Date.parse(text))),
  )
  .describe('An instant, or a date, which means midnight in the time zone of the city');

/** The filter of clients that poll for changes. */
export const updatedSinceParam = momentParam.describe(
  'Changed at or after this time. A change has the time at which its transaction began: poll from two minutes before your last request, and expect duplicates',
);

/** The query with its plain dates converted to instants in the time zone of the city. */
export const inCityZone = (query: unknown, utcOffsetMinutes: number): unknown =>
  typeof query !== 'object' || query === null
    ? query
    : Object.fromEntries(
        Object.entries(query).map(([name, value]: [string, unknown]) => [
          name,
          value instanceof CityDate ? new Date(value.getTime() - utcOffsetMinutes * 60_000) : value,
        ]),
      );
