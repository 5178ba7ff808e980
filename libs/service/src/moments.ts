import { z } from 'zod';

/** A date as a filter names it, still at midnight UTC: its place in time depends on the city. */
export class CityDate extends Date {}

const bare = (pattern: RegExp): string => pattern.source.replace(/^\^|\$$/g, '');
const pattern = new RegExp(`^(?:${bare(z.regexes.date)}|${bare(z.regexes.datetime({ offset: true }))})$`);
/** Nothing that is kept lies outside; beyond it dates have no four-digit year. */
const [earliest, latest] = [Date.parse('1900-01-01'), Date.parse('2900-01-01')];
const within = (at: number): number => Math.min(latest, Math.max(earliest, at));

/**
 * The parameter of every filter by time: an instant, or a plain date, which begins at midnight in the zone of the city.
 * The pipe that reads queries puts dates in their place with `placedIn`.
 */
export const momentParam = z
  .string()
  .regex(pattern, 'moment')
  .transform((text): Date =>
    text.includes('T') ? new Date(within(Date.parse(text))) : new CityDate(within(Date.parse(text))),
  )
  .describe('An instant, or a date, which begins at midnight in the zone of the city');

/** The filter of clients that ask again and again for what has changed. */
export const updatedSinceParam = momentParam.describe(
  'Changed then or later. What is being written at this moment has the time at which its writing began: ask from two minutes before your last question, and expect to see some of it twice',
);

/** A query whose dates are instants. */
export const placedIn = (query: unknown, utcOffsetMinutes: number): unknown =>
  typeof query !== 'object' || query === null
    ? query
    : Object.fromEntries(
        Object.entries(query).map(([name, value]: [string, unknown]) => [
          name,
          value instanceof CityDate ? new Date(value.getTime() - utcOffsetMinutes * 60_000) : value,
        ]),
      );
